import type { Database, Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { suppressionHash } from './ask/suppression-key.ts';
import { takeOffList } from './removal/take-off-list.ts';
import { suppress, suppressErased } from './suppress.ts';
import { readUnsubscribeToken } from './unsubscribe-token.ts';

/** What the public page may say: who wrote, and whether the objection stands. Nothing about the person. */
export interface UnsubscribePage {
	/** Name of the subscription. */
	readonly company: string;
	readonly suppressed: boolean;
}

/** The person to whom the mail of a link went; of one that was erased only the keyed hash is left (5.7-7). */
interface Recipient {
	readonly address: string | null;
	readonly hash: Buffer;
	readonly sendId: string;
}

/**
 * Reads what an unsubscribe link is about and changes nothing: link scanners open every link of a mail (5.2-14).
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export async function readUnsubscribePage(
	database: Database,
	ring: KeyRing,
	token: string,
): Promise<UnsubscribePage | undefined> {
	return withMail(database, ring, token, async (tx, { hash }) => ({
		company: await companyOf(tx),
		suppressed: (await listedUnder(tx, hash)) !== null,
	}));
}

/**
 * The objection itself: the recipient of that mail gets nothing more from this subscription. Answers to a POST only, of
 * the page's button (`link`) or of a mail program (`one-click`, RFC 8058). Repeating it changes nothing.
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export async function unsubscribe(
	database: Database,
	envelopes: Envelopes,
	ring: KeyRing,
	token: string,
	cause: 'link' | 'one-click',
): Promise<UnsubscribePage | undefined> {
	return withMail(database, ring, token, async (tx, { address, hash, sendId }) => {
		if (address) await suppress(tx, envelopes, { address, cause, sendId });
		else await suppressErased(tx, envelopes, { hash, cause, sendId });
		return { company: await companyOf(tx), suppressed: true };
	});
}

/**
 * *Me réinscrire*, a consent of the person's own (5.7-8): the address is off the list, however it came on it. Answers to a POST
 * of the page's button only. Runs that had ended stay ended.
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export async function subscribeAgain(
	database: Database,
	ring: KeyRing,
	token: string,
): Promise<UnsubscribePage | undefined> {
	return withMail(database, ring, token, async (tx, { hash }) => {
		const listed = await listedUnder(tx, hash);
		if (listed) await takeOffList(tx, listed, { ground: 'self' });
		return { company: await companyOf(tx), suppressed: false };
	});
}

function listedUnder(tx: Transaction, hash: Buffer) {
	return tx.db.suppression.findFirst({ where: { addressHash: hash as Buffer<ArrayBuffer> } });
}

async function withMail<T>(
	database: Database,
	ring: KeyRing,
	token: string,
	answer: (tx: Transaction, recipient: Recipient) => Promise<T>,
): Promise<T | undefined> {
	const claim = readUnsubscribeToken(ring, token);
	if (!claim) return undefined;
	return database.inSubscription(claim.subscriptionId, async (tx) => {
		const send = await tx.db.send.findFirst({
			where: { id: claim.sendId },
			select: { recipient: true, recipientHash: true },
		});
		const address = send?.recipient ?? null;
		const hash = address ? suppressionHash(tx, address) : send?.recipientHash;
		return hash ? answer(tx, { address, hash: Buffer.from(hash), sendId: claim.sendId }) : undefined;
	});
}

async function companyOf(tx: Transaction): Promise<string> {
	return (await tx.db.subscription.findFirstOrThrow({ select: { name: true } })).name;
}
