import type { Database, Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { languageCode, type LanguageCode } from '#domain/values/language-code.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { isSuppressed } from './ask/is-suppressed.ts';
import { suppress } from './suppress.ts';
import { readUnsubscribeToken } from './unsubscribe-token.ts';

/** What the public page may say: who wrote, and whether the objection stands. Nothing about the person. */
export interface UnsubscribePage {
	/** Name of the subscription. */
	readonly company: string;
	readonly suppressed: boolean;
	/** That of the mail; null for one of no sequence. */
	readonly language: LanguageCode | null;
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
	return withMail(database, ring, token, async (tx, { recipient, language }) => ({
		company: await companyOf(tx),
		suppressed: (await isSuppressed(tx, recipient)) !== undefined,
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
	return withMail(database, ring, token, async (tx, { recipient, sendId, language }) => {
		await suppress(tx, envelopes, { address: recipient, cause, sendId });
		return { company: await companyOf(tx), suppressed: true, language };
	});
}

/** The mail of a link. */
interface LinkedMail {
	readonly sendId: string;
	readonly recipient: string;
	readonly language: LanguageCode | null;
}

async function withMail<T>(
	database: Database,
	ring: KeyRing,
	token: string,
	answer: (tx: Transaction, mail: LinkedMail) => Promise<T>,
): Promise<T | undefined> {
	const claim = readUnsubscribeToken(ring, token);
	if (!claim) return undefined;
	return database.inSubscription(claim.subscriptionId, async (tx) => {
		const { sendId } = claim;
		const send = await tx.db.send.findFirst({
			where: { id: sendId },
			select: { recipient: true, engagement: { select: { version: { select: { language: true } } } } },
		});
		if (!send?.recipient) return undefined;
		const language = send.engagement && languageCode(send.engagement.version.language);
		return answer(tx, { sendId, recipient: send.recipient, language });
	});
}

async function companyOf(tx: Transaction): Promise<string> {
	return (await tx.db.subscription.findFirstOrThrow({ select: { name: true } })).name;
}
