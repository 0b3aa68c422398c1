import type { Database, Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { languageCode, type LanguageCode } from '#domain/values/language-code.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { suppressionHashes } from './ask/suppression-key.ts';
import { takeOffList } from './removal/take-off-list.ts';
import { suppress, suppressErased } from './suppress.ts';
import { readUnsubscribeToken } from './unsubscribe-token.ts';

/** What the public page may say: who wrote, and whether the objection stands. Nothing about the person. */
export interface UnsubscribePage {
	/** Name of the subscription. */
	readonly company: string;
	readonly suppressed: boolean;
	/** That of the mail; null for one of no sequence. */
	readonly language: LanguageCode | null;
}

/** The person to whom the mail of a link went; of one that was erased only the keyed hash is left (5.7-7). */
interface Recipient {
	readonly address: string | null;
	/** Under which her address may stand on the list. */
	readonly hashes: readonly Buffer[];
	readonly language: LanguageCode | null;
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
	return withMail(database, ring, token, async (tx, { hashes, language }) => ({
		company: await companyOf(tx),
		suppressed: (await listedUnder(tx, hashes)) !== null,
		language,
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
	return withMail(database, ring, token, async (tx, { address, hashes, sendId, language }) => {
		if (address) await suppress(tx, envelopes, { address, cause, sendId });
		else await suppressErased(tx, envelopes, { hash: hashes[0]!, cause, sendId });
		return { company: await companyOf(tx), suppressed: true, language };
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
	return withMail(database, ring, token, async (tx, { hashes, language }) => {
		const listed = await listedUnder(tx, hashes);
		if (listed) await takeOffList(tx, listed, { ground: 'self' });
		return { company: await companyOf(tx), suppressed: false, language };
	});
}

function listedUnder(tx: Transaction, hashes: readonly Buffer[]) {
	const addressHash = { in: hashes as Buffer<ArrayBuffer>[] };
	return tx.db.suppression.findFirst({ where: { addressHash } });
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
		const { sendId } = claim;
		const send = await tx.db.send.findFirst({
			where: { id: sendId },
			select: {
				recipient: true,
				recipientHash: true,
				engagement: { select: { version: { select: { language: true } } } },
				platformMail: { select: { language: true } },
			},
		});
		const address = send?.recipient ?? null;
		const kept = send?.recipientHash ? [Buffer.from(send.recipientHash)] : [];
		const hashes = address ? suppressionHashes(tx, address) : kept;
		if (hashes.length === 0) return undefined;
		const written = send?.engagement?.version.language ?? send?.platformMail?.language;
		const language = written === undefined ? null : languageCode(written);
		return answer(tx, { address, hashes, sendId, language });
	});
}

async function companyOf(tx: Transaction): Promise<string> {
	return (await tx.db.subscription.findFirstOrThrow({ select: { name: true } })).name;
}
