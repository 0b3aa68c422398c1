import type { Actor } from '#domain/values/actor.ts';
import { recordContactEvents } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { readCandidates, type Candidate } from './candidates.ts';
import { refuseConsentToCome, type Consent } from './consent.ts';
import { countLeftOut, type LeftOutCounts } from './left-out-counts.ts';
import { keepNewsletter } from './keep-newsletter.ts';
import { senderToSubscribe } from '#domain/senders/newsletter-senders.ts';

/** Whom to subscribe to what, and from whom she is to get it. */
export interface Subscription {
	readonly newsletterId: string;
	readonly contactIds: readonly string[];
	/** Without it the mailbox of whoever subscribes. */
	readonly senderId?: string | undefined;
	/** What these contacts consented to (D-42). */
	readonly consent?: Consent | undefined;
	/** From a card: the newsletter must be active. Its own *Inscrits* fill before that. */
	readonly fromCard?: boolean | undefined;
}

export interface Subscribed {
	/** Cards that are in the list now and were not before. */
	readonly subscribed: number;
	/** How many of them are cards of somebody who is in it with another card: one mail leaves for both. */
	readonly sharedPersons: number;
	readonly leftOut: LeftOutCounts;
}

/**
 * Subscribes contacts, all that may be in one statement; the others are left out with their reason (R-80, 5.7-6, D-42). Each is a
 * line of the timeline. Locks the contacts: whoever is being erased is not subscribed.
 *
 * @throws {Refusal} missing, newsletter-inactive, no-active-sync, sender-unavailable, consent-to-come.
 */
export async function subscribeContacts(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, contactIds, senderId: wished, consent, fromCard = false }: Subscription,
): Promise<Subscribed> {
	if (consent) await refuseConsentToCome(tx, consent);
	const { isActive } = await keepNewsletter(tx, newsletterId);
	if (fromCard && !isActive) throw new Refusal('conflict', 'newsletter-inactive');
	const senderId = await senderToSubscribe(tx, actor, wished);
	const locked = await tx.lock('contact', [...new Set(contactIds)], 'share');
	const asked = { newsletterId, contactIds: locked, hasConsent: consent !== undefined };
	const candidates = await readCandidates(tx, asked);
	const taken = candidates.filter(({ leftOut }) => leftOut === null);
	await writeRows(tx, { newsletterId, taken, senderId, consent, by: actor.userId });
	for (const how of ['first', 'again'] as const) {
		const those = taken.filter(({ isBack }) => isBack === (how === 'again')).map(({ id }) => id);
		const data = { newsletterId, senderId, how };
		await recordContactEvents(tx, those, { kind: 'newsletter-subscribed', data, actor });
	}
	return {
		subscribed: taken.length,
		sharedPersons: sharedPersons(taken),
		leftOut: countLeftOut(candidates),
	};
}

/**
 * The same of one contact, whom a person looks at: what speaks against it is its refusal.
 *
 * @throws {Refusal} as `subscribeContacts`; missing; `subscriber-<reason>` of LEFT_OUT_REASONS.
 */
export async function subscribeContact(
	tx: Transaction,
	actor: Actor,
	{ contactId, ...wish }: Omit<Subscription, 'contactIds'> & { readonly contactId: string },
): Promise<Subscribed> {
	const done = await subscribeContacts(tx, actor, { ...wish, contactIds: [contactId] });
	if (done.subscribed > 0) return done;
	const [reason] = Object.keys(done.leftOut);
	if (reason === undefined) throw new Refusal('not-found', 'missing');
	throw new Refusal('conflict', `subscriber-${reason}`);
}

/** How many are more than one card of a person in the list: she gets one mail. */
export function sharedPersons(taken: readonly Candidate[]): number {
	const persons = new Set(taken.filter(({ isTwin }) => !isTwin).map(({ personId }) => personId));
	return taken.length - persons.size;
}

async function writeRows(
	tx: Transaction,
	row: {
		newsletterId: string;
		taken: readonly Candidate[];
		senderId: string;
		consent: Consent | undefined;
		by: string;
	},
): Promise<void> {
	const { newsletterId, taken, senderId, consent, by } = row;
	if (taken.length === 0) return;
	const ground = consent ? 'consent' : 'informed';
	// A consent that was recorded before stays where none is recorded now.
	await tx.sql`
		INSERT INTO newsletter_subscriber AS s (subscription_id, newsletter_id, contact_id, sender_id, subscribed_at,
			subscribed_by_id, ground, consented_on, consent_means, consent_words, consent_by_id)
		SELECT ${tx.subscriptionId}::uuid, ${newsletterId}::uuid, id, ${senderId}::uuid, ${tx.at}, ${by}::uuid, ${ground},
			${consent?.on ?? null}::date, ${consent?.means ?? null}, ${consent?.words ?? null},
			${consent ? by : null}::uuid
		FROM unnest(${taken.map(({ id }) => id)}::uuid[]) AS taken (id)
		ON CONFLICT (subscription_id, newsletter_id, contact_id) DO UPDATE SET
			sender_id = excluded.sender_id, subscribed_at = excluded.subscribed_at,
			subscribed_by_id = excluded.subscribed_by_id,
			unsubscribed_at = NULL, unsubscribe_cause = NULL, unsubscribed_by_id = NULL,
			ground = CASE WHEN excluded.ground = 'consent' THEN 'consent' ELSE s.ground END,
			consented_on = coalesce(excluded.consented_on, s.consented_on),
			consent_means = coalesce(excluded.consent_means, s.consent_means),
			consent_words = coalesce(excluded.consent_words, s.consent_words),
			consent_by_id = coalesce(excluded.consent_by_id, s.consent_by_id)`;
}
