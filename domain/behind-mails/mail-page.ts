import { measuringOf, type Measuring } from '#domain/tracking/choices/measuring-of.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { withRecipient, type Recipient } from './recipient-of-link.ts';

/** What the page behind a mail may say: who wrote, and what stands. Of the person no more than she sees in her own mail. */
export interface MailPage {
	/** Name of the subscription. */
	readonly company: string;
	/** That of the mail; null for one of no sequence. */
	readonly language: LanguageCode | null;
	/** Masked: the link may be forwarded. */
	readonly address: string;
	/** Of a newsletter’s mail: its title, who sends it under the law, and since when she does not get it. */
	readonly newsletter: {
		readonly title: string;
		readonly imprint: string;
		readonly isSubscribed: boolean;
		/** Null: she was never in the list, or is in it. */
		readonly unsubscribedAt: Date | null;
		/** Whether her own word brings her back: not where the newsletter or her card is gone. */
		readonly mayReturn: boolean;
	} | null;
	/** She gets nothing at all from this subscription. */
	readonly suppressed: boolean;
	/** What may be measured of her; null of a mail of which nothing is. */
	readonly measuring: Measuring | null;
}

/**
 * Reads what an unsubscribe link is about and changes nothing: link scanners open every link of a mail (5.2-14).
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export function readMailPage(
	database: Database,
	ring: KeyRing,
	token: string,
): Promise<MailPage | undefined> {
	return withRecipient(database, ring, token, pageOf);
}

/** The page as it is in this transaction. */
export async function pageOf(tx: Transaction, recipient: Recipient): Promise<MailPage> {
	const { address, hashes, language, newsletter } = recipient;
	const { name } = await tx.db.subscription.findFirstOrThrow({ select: { name: true } });
	return {
		...{ company: name, language, address: maskAddress(address ?? '') },
		newsletter: newsletter && {
			...{ title: newsletter.title, imprint: newsletter.imprint },
			...(await standingOf(tx, recipient)),
		},
		suppressed: (await listedUnder(tx, hashes)) !== null,
		measuring: await measuringOfRecipient(tx, recipient),
	};
}

/** Her row of the *Liste d’opposition*, if any. */
export function listedUnder(tx: Transaction, hashes: readonly Buffer[]) {
	const addressHash = { in: hashes as Buffer<ArrayBuffer>[] };
	return tx.db.suppression.findFirst({ where: { addressHash } });
}

/** How she stands in the list of the newsletter. Whoever was erased is in none any more, and nobody of one that was deleted. */
async function standingOf(
	tx: Transaction,
	{ contactId, newsletter }: Recipient,
): Promise<Omit<NonNullable<MailPage['newsletter']>, 'title' | 'imprint'>> {
	const row =
		contactId && newsletter
			? await tx.db.newsletterSubscriber.findFirst({
					where: { contactId, newsletterId: newsletter.id },
					select: { unsubscribedAt: true, newsletter: { select: { deletedAt: true } } },
				})
			: null;
	const isThere = row !== null && row.newsletter.deletedAt === null;
	return {
		isSubscribed: isThere && row.unsubscribedAt === null,
		unsubscribedAt: row?.unsubscribedAt ?? null,
		mayReturn: isThere,
	};
}

/** Mails of the platform and those that people write one by one are not measured (5.7-11). */
async function measuringOfRecipient(
	tx: Transaction,
	{ contactId, hashes, newsletter, language }: Recipient,
): Promise<Measuring | null> {
	if (!newsletter && (language === null || !contactId)) return null;
	const refused = await tx.db.measuringRefusal.count({
		where: { addressHash: { in: hashes as Buffer<ArrayBuffer>[] } },
	});
	if (refused > 0) return { opens: 'none', clicks: false };
	const measuring = contactId ? (await measuringOf(tx, [contactId])).get(contactId) : undefined;
	// Of an erased person a hit names nobody: what is left to refuse is that it is kept.
	return measuring ?? { opens: 'anonymous', clicks: true };
}
