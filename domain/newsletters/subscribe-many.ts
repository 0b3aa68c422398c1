import { z } from 'zod';
import { contactFiltersSchema, selectContacts } from '#domain/contacts/show/list-contacts.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { text } from '#domain/values/text.ts';
import type { Actor } from '#domain/values/actor.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import { subscriberLimits } from '#platform/newsletter-limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { refuseUnlessOwnNewsletter } from './own-newsletter.ts';
import {
	LEFT_OUT_REASONS,
	readCandidates,
	type Candidate,
	type LeftOutReason,
} from './subscribers/candidates.ts';
import { countLeftOut } from './subscribers/left-out-counts.ts';
import { senderToSubscribe } from '#domain/senders/newsletter-senders.ts';
import { sharedPersons, subscribeContacts, type Subscribed } from './subscribers/subscribe-contacts.ts';

/** Addresses as somebody pastes them: one a line, or between commas. */
const pasted = text(subscriberLimits.pastedCharacters);

/** Whom to subscribe: everybody whom a filter of contacts finds, or whose address was pasted. */
export const manyContactsSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('filter'),
		filter: contactFiltersSchema.omit({ cursor: true, limit: true }),
	}),
	z.object({ kind: z.literal('addresses'), addresses: pasted }),
]);

export type ManyContacts = z.output<typeof manyContactsSchema>;

export interface ManySubscription {
	readonly newsletterId: string;
	readonly whom: ManyContacts;
	/** Without it the mailbox of whoever subscribes. */
	readonly senderId?: string | undefined;
}

/** What subscribing many would do. */
export interface ManyPreview extends Subscribed {
	/** Pasted addresses that no contact has. */
	readonly unknown: number;
	/** Some of those who are left out, of each reason the first ones; each says why. */
	readonly examples: readonly {
		readonly id: string;
		readonly name: string;
		readonly reason: LeftOutReason;
	}[];
}

/** Of those who are left out for one reason, so many are shown by name. */
const NAMED = 3;

/**
 * Who would be subscribed, who would not and why, before anybody is (C2-92). Changes nothing.
 *
 * @throws {Refusal} missing, not-allowed (5.6-4), too-many-contacts, no-active-sync, sender-unavailable.
 */
export async function previewManySubscriptions(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, whom, senderId }: ManySubscription,
): Promise<ManyPreview> {
	await refuseUnlessOwnNewsletter(tx, actor, newsletterId);
	await senderToSubscribe(tx, actor, senderId);
	const { contactIds, unknown } = await findContacts(tx, actor, whom);
	const candidates = await readCandidates(tx, { newsletterId, contactIds, hasConsent: false });
	const taken = candidates.filter(({ leftOut }) => leftOut === null);
	return {
		...{ unknown, subscribed: taken.length, sharedPersons: sharedPersons(taken) },
		leftOut: countLeftOut(candidates),
		examples: await nameSome(tx, candidates),
	};
}

/**
 * Subscribes everybody of a filter or of a pasted list who may be, in one transaction: all of them or, where it fails, nobody. Who
 * may not is left out with the reason; no consent is taken for many at once (D-42).
 *
 * @throws {Refusal} as `previewManySubscriptions`.
 */
export async function subscribeMany(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, whom, senderId }: ManySubscription,
): Promise<Subscribed> {
	await refuseUnlessOwnNewsletter(tx, actor, newsletterId);
	const { contactIds } = await findContacts(tx, actor, whom);
	return subscribeContacts(tx, actor, { newsletterId, contactIds, senderId });
}

/** @throws {Refusal} too-many-contacts: more than one transaction takes; nothing was read of them. */
async function findContacts(
	tx: Transaction,
	actor: Actor,
	whom: ManyContacts,
): Promise<{ contactIds: string[]; unknown: number }> {
	const most = subscriberLimits.subscribedAtOnce;
	const found =
		whom.kind === 'filter'
			? { contactIds: await selectContacts(tx, actor, whom.filter, most + 1), unknown: 0 }
			: await contactsOfAddresses(tx, whom.addresses);
	if (found.contactIds.length > most) throw new Refusal('invalid', 'too-many-contacts', { count: most });
	return found;
}

async function contactsOfAddresses(
	tx: Transaction,
	typed: string,
): Promise<{ contactIds: string[]; unknown: number }> {
	const addresses = typed.split(/[\s,;<>"]+/u).filter((word) => word.includes('@'));
	const mailboxes = [...new Set(addresses.map((address) => mailboxOf(normaliseAddress(address) ?? address)))];
	if (mailboxes.length > subscriberLimits.subscribedAtOnce)
		throw new Refusal('invalid', 'too-many-contacts', { count: subscriberLimits.subscribedAtOnce });
	const rows = await tx.sql<{ id: string; mailbox: string }>`
		SELECT DISTINCT ON (a.mailbox) p.id::text, a.mailbox
		FROM contact_address a JOIN contact p ON (p.subscription_id, p.id) = (a.subscription_id, a.contact_id)
		WHERE a.subscription_id = ${tx.subscriptionId}::uuid AND a.mailbox = ANY(${mailboxes}::text[])
			AND p.erased_at IS NULL
		ORDER BY a.mailbox, a.is_primary DESC, (p.left_company_at IS NULL) DESC, p.created_at, p.id`;
	return {
		contactIds: [...new Set(rows.map(({ id }) => id))],
		unknown: mailboxes.length - rows.length,
	};
}

async function nameSome(tx: Transaction, candidates: readonly Candidate[]): Promise<ManyPreview['examples']> {
	const some = LEFT_OUT_REASONS.flatMap((reason) =>
		candidates
			.filter(({ leftOut }) => leftOut === reason)
			.slice(0, NAMED)
			.map(({ id }) => ({ id, reason })),
	);
	const cards = await tx.db.contact.findMany({
		where: { id: { in: some.map(({ id }) => id) } },
		select: { id: true, firstName: true, lastName: true },
	});
	const names = new Map(cards.map((card) => [card.id, nameOf(card)]));
	return some.map(({ id, reason }) => ({ id, reason, name: names.get(id) ?? '' }));
}
