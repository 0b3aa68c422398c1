import { mailboxOf } from '#platform/addresses/comparable-address.ts';

/** Who answers in a thread of ours, seen from the contact it was written to. */
export type SenderRelation = 'contact' | 'colleague' | 'other';

/** What is known of the contact and the sender. Addresses and domains in lower case. */
export interface SenderFacts {
	readonly from: { readonly address: string; readonly name: string } | undefined;
	/** Every known address of the contact. */
	readonly contactAddresses: readonly string[];
	readonly contactName: string;
	/** Mail domains of the contact's company, free-mail domains never among them. */
	readonly companyDomains: readonly string[];
	/** The sender's address belongs to another known contact of that company. */
	readonly isOtherContactOfCompany: boolean;
}

/**
 * Tells the contact from a colleague (5.2-1): another known address or an alias with the same name is the contact; a
 * different person of the same company is a colleague, whose reply counts only where the sequence says so.
 */
export function relationOfSender(facts: SenderFacts): SenderRelation {
	const { from } = facts;
	if (!from) return 'other';
	if (facts.contactAddresses.map(mailboxOf).includes(mailboxOf(from.address))) return 'contact';
	if (from.name !== '' && comparable(from.name) === comparable(facts.contactName)) return 'contact';
	if (facts.isOtherContactOfCompany) return 'colleague';
	const domain = from.address.split('@')[1] ?? '';
	const ofCompany = facts.companyDomains.some((known) => domain === known || domain.endsWith(`.${known}`));
	return ofCompany ? 'colleague' : 'other';
}

/** Names whatever their order, accents and case: « RONSAVEL Mathilde » is « Mathilde Ronsavel ». */
const comparable = (name: string) =>
	name
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
		.sort()
		.join(' ');
