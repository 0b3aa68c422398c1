import { randomUUID } from 'node:crypto';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What a mail of the platform is about, by the row that its text is written from. */
export type PlatformMailSubject =
	/** An administrator is asked to consent, or reminded of it (C1-16). */
	| { readonly kind: 'consent-request' | 'consent-reminder'; readonly connectionId: string }
	/** He did, and the person may go on. */
	| { readonly kind: 'consent-given'; readonly connectionId: string }
	/** The first reading of a mailbox is over (Z-15). */
	| { readonly kind: 'first-reading'; readonly connectionId: string; readonly mailboxId: string }
	/** The code that proves another address of a sender (Z-09). */
	| { readonly kind: 'from-address-code'; readonly fromAddressId: string };

export type PlatformMailKind = PlatformMailSubject['kind'];

/** A mail of the installation itself. */
export type NewPlatformMail = PlatformMailSubject & {
	readonly recipient: string;
	readonly language: LanguageCode;
	/** Who caused it, and is told what becomes of it. */
	readonly authorId: string;
};

/**
 * Keeps a mail that the installation sends as itself (5.2-22): its run sends it at most once, and its text is written when it
 * is claimed, so that no secret of it is stored before.
 *
 * @returns the id of its send; undefined where this installation has no sender of its own: nothing waits for one.
 */
export async function writePlatformMail(
	tx: Transaction,
	{ recipient, language, authorId, ...subject }: NewPlatformMail,
): Promise<string | undefined> {
	if (!tx.process.writesToUsers) return undefined;
	const { subscriptionId, at } = tx;
	const id = randomUUID();
	await tx.db.send.create({
		data: { subscriptionId, id, kind: 'platform', authorId, recipient, createdAt: at },
	});
	await tx.db.platformMail.create({
		data: { subscriptionId, sendId: id, language, changedAt: at, ...subject },
	});
	await poke(tx, 'message', id);
	return id;
}
