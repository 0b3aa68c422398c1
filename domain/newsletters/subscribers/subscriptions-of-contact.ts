import type { Actor } from '#domain/values/actor.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Transaction } from '#platform/database/database.ts';
import { isPersonalAddress } from './candidates.ts';
import {
	defaultSenderOf,
	listNewsletterSenders,
	type NewsletterSender,
} from '#domain/senders/newsletter-senders.ts';
import type { UnsubscribeCause } from './unsubscribe-causes.ts';

/** A newsletter that a contact gets, or would: what her sheet and *Inscrire à une newsletter* show. */
export interface ContactNewsletter {
	readonly id: string;
	readonly title: string;
	readonly isActive: boolean;
	/** Null: she was never in its list. */
	readonly subscription: {
		readonly since: Date;
		/** Null: she gets it. */
		readonly unsubscribed: { readonly at: Date; readonly cause: UnsubscribeCause } | null;
	} | null;
	/** When the next issue leaves; null: none is planned. */
	readonly nextAt: Date | null;
}

/** All newsletters that are not deleted, with what a contact has of each; those she gets first. They are few: no pages. */
export async function newslettersOfContact(tx: Transaction, contactId: string): Promise<ContactNewsletter[]> {
	const rows = await tx.db.newsletter.findMany({
		where: { deletedAt: null },
		select: {
			...{ id: true, title: true, activatedAt: true, nextAt: true },
			subscribers: {
				where: { contactId },
				select: { subscribedAt: true, unsubscribedAt: true, unsubscribeCause: true },
			},
		},
		orderBy: [{ title: 'asc' }, { id: 'asc' }],
	});
	const lines = rows.map(({ activatedAt, subscribers: [hers], ...row }): ContactNewsletter => ({
		...row,
		isActive: activatedAt !== null,
		subscription: hers
			? {
					since: hers.subscribedAt,
					unsubscribed:
						hers.unsubscribedAt && hers.unsubscribeCause
							? { at: hers.unsubscribedAt, cause: hers.unsubscribeCause as UnsubscribeCause }
							: null,
				}
			: null,
	}));
	const gets = ({ subscription }: ContactNewsletter) => Number(subscription?.unsubscribed === null);
	return lines.sort((one, other) => gets(other) - gets(one));
}

/** What a contact's sheet shows of newsletters, and what *Inscrire à une newsletter* begins with. */
export interface ContactNewsletters {
	readonly newsletters: readonly ContactNewsletter[];
	readonly senders: readonly NewsletterSender[];
	/** The reader's own synchronised mailbox; null: the act is greyed. */
	readonly ownSenderId: string | null;
	/** Her address is one of a personal provider: a consent is recorded with a first subscription (D-42). */
	readonly hasPersonalAddress: boolean;
}

/** @throws {Refusal} missing: no such contact, or she was erased. */
export async function readContactNewsletters(
	tx: Transaction,
	actor: Actor,
	contactId: string,
): Promise<ContactNewsletters> {
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		select: { addresses: { where: { isPrimary: true }, select: { address: true } } },
	});
	if (!contact) throw new Refusal('not-found', 'missing');
	const address = contact.addresses[0]?.address;
	return {
		newsletters: await newslettersOfContact(tx, contactId),
		senders: await listNewsletterSenders(tx),
		ownSenderId: await defaultSenderOf(tx, actor.userId),
		hasPersonalAddress: address !== undefined && isPersonalAddress(address),
	};
}
