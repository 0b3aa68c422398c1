import { placesUnderWay } from '#domain/newsletters/issues/places-under-way.ts';
import { subscribeHerselfAgain } from '#domain/newsletters/subscribers/subscribe-herself.ts';
import { unsubscribeContacts } from '#domain/newsletters/subscribers/unsubscribe-contacts.ts';
import type { UnsubscribeCause } from '#domain/newsletters/subscribers/unsubscribe-causes.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { takeOffList } from '#domain/suppressions/removal/take-off-list.ts';
import { suppress, suppressErased } from '#domain/suppressions/suppress.ts';
import { chooseMeasuring, refuseByHash } from '#domain/tracking/choices/choose-measuring.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { listedUnder, pageOf, type MailPage } from './mail-page.ts';
import { withRecipient, type Recipient } from './recipient-of-link.ts';

/** What she wants: no more of this newsletter, or no more of anything. */
export type UnsubscribeScope = 'newsletter' | 'everything';

/** The page after an act. */
export interface MailPageAfter extends MailPage {
	/** A mail to her had left our process when she said so: it may still come. */
	readonly isUnderWay: boolean;
}

/**
 * The objection itself (5.2-14). Answers to a POST only, of the page's button (`link`) or of a mail program (`one-click`,
 * RFC 8058). Of a newsletter’s mail it means that newsletter unless she says everything; of any other mail everything. Her
 * address is held first, so that what is said of a mail under way is so. Repeating it changes nothing.
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export function unsubscribe(
	database: Database,
	envelopes: Envelopes,
	ring: KeyRing,
	token: string,
	{
		cause,
		scope = 'newsletter',
	}: { readonly cause: 'link' | 'one-click'; readonly scope?: UnsubscribeScope },
): Promise<MailPageAfter | undefined> {
	return withRecipient(database, ring, token, async (tx, recipient) => {
		await tx.lockAddresses(recipient.hashes, 'update');
		const armed = await placesUnderWay(tx, recipient.hashes);
		if (recipient.newsletter && scope === 'newsletter') {
			await leaveNewsletters(tx, recipient, [recipient.newsletter.id], cause);
			const { id } = recipient.newsletter;
			const isUnderWay = armed.some(({ newsletterId }) => newsletterId === id);
			return { ...(await pageOf(tx, recipient)), isUnderWay };
		}
		const inFlight = await objectToEverything(tx, envelopes, recipient, cause);
		return { ...(await pageOf(tx, recipient)), isUnderWay: inFlight || armed.length > 0 };
	});
}

/**
 * *Me réinscrire*, a consent of the person's own (5.7-8): her address is off the list, however it came on it, and of a
 * newsletter’s mail she is in that list again. Answers to a POST of the page's button only. Runs that had ended stay ended.
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export function subscribeAgain(
	database: Database,
	ring: KeyRing,
	token: string,
): Promise<MailPageAfter | undefined> {
	return withRecipient(database, ring, token, async (tx, recipient) => {
		await tx.lockAddresses(recipient.hashes, 'update');
		const listed = await listedUnder(tx, recipient.hashes);
		if (listed) await takeOffList(tx, listed, { ground: 'self' });
		const { newsletter, contactId } = recipient;
		if (newsletter && contactId)
			await subscribeHerselfAgain(tx, { newsletterId: newsletter.id, contactIds: [contactId] });
		return { ...(await pageOf(tx, recipient)), isUnderWay: false };
	});
}

/**
 * *Refuser la mesure* (5.7-11): opens and clicks of hers are kept no more, of mails that left before too. Answers to a POST of
 * the page's button only.
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export function refuseMeasuring(
	database: Database,
	ring: KeyRing,
	token: string,
): Promise<MailPageAfter | undefined> {
	return withRecipient(database, ring, token, async (tx, recipient) => {
		const { contactId, hashes } = recipient;
		const isThere =
			contactId && (await tx.db.contact.count({ where: { id: contactId, erasedAt: null } })) > 0;
		if (isThere) await chooseMeasuring(tx, { contactId, opens: 'no', clicks: 'no' });
		else await refuseByHash(tx, hashes[0]!);
		return { ...(await pageOf(tx, recipient)), isUnderWay: false };
	});
}

/** Whether a mail of hers had left our process already. */
async function objectToEverything(
	tx: Transaction,
	envelopes: Envelopes,
	recipient: Recipient,
	cause: 'link' | 'one-click',
): Promise<boolean> {
	const { address, hashes, sendId } = recipient;
	const ofMail = sendId ? { sendId } : {};
	let isUnderWay = false;
	if (address)
		isUnderWay = (await suppress(tx, envelopes, { address, cause, ...ofMail })).inFlight.length > 0;
	else await suppressErased(tx, envelopes, { hash: hashes[0]!, cause, ...ofMail });
	await leaveNewsletters(tx, recipient, await newslettersOf(tx, recipient), 'everything');
	return isUnderWay;
}

/** The lists in which one of her cards is. */
async function newslettersOf(tx: Transaction, { contactId }: Recipient): Promise<string[]> {
	if (!contactId) return [];
	const rows = await tx.db.newsletterSubscriber.findMany({
		where: { contactId: { in: await cardsOfPerson(tx, contactId) }, unsubscribedAt: null },
		select: { newsletterId: true },
		distinct: ['newsletterId'],
	});
	return rows.map(({ newsletterId }) => newsletterId).sort();
}

async function leaveNewsletters(
	tx: Transaction,
	{ contactId, sendId }: Recipient,
	newsletterIds: readonly string[],
	cause: UnsubscribeCause,
): Promise<void> {
	if (!contactId) return;
	for (const newsletterId of newsletterIds)
		await unsubscribeContacts(tx, {
			...{ newsletterId, contactIds: [contactId], cause },
			...(sendId ? { sendId } : {}),
		});
}
