import { languageCode, type LanguageCode } from '#domain/values/language-code.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import { readUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { readPlaceTicket } from '#domain/tracking/tickets/place-tickets.ts';
import { subscriptionOfIssue } from '#domain/tracking/tickets/subscription-of-issue.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/** The person to whom the mail of a link went; of one that was erased only the keyed hash is left (5.7-7). */
export interface Recipient {
	readonly address: string | null;
	/** Under which her address may stand on the list; the first is the one under which it is written there. */
	readonly hashes: readonly Buffer[];
	readonly contactId: string | null;
	/** Of the mail; null for one of no sequence. */
	readonly language: LanguageCode | null;
	/** Null: a newsletter’s mail that nothing happened to. */
	readonly sendId: string | null;
	/** The newsletter that it is a mail of, deleted ones too. */
	readonly newsletter: { readonly id: string; readonly title: string; readonly imprint: string } | null;
}

/**
 * Reads whose mail the link of an unsubscribe page stood in, and does `work` in her subscription.
 *
 * @returns undefined where the token is none of ours or the mail is gone.
 */
export async function withRecipient<T>(
	database: Database,
	ring: KeyRing,
	token: string,
	work: (tx: Transaction, recipient: Recipient) => Promise<T>,
): Promise<T | undefined> {
	const send = readUnsubscribeToken(ring, token);
	if (send)
		return database.inSubscription(send.subscriptionId, async (tx) => {
			const recipient = await ofSend(tx, send.sendId);
			return recipient && work(tx, recipient);
		});
	const place = readPlaceTicket(ring, 'unsubscribe', token);
	const subscriptionId = place && (await subscriptionOfIssue(database, place.issueId));
	if (!subscriptionId) return undefined;
	return database.inSubscription(subscriptionId, async (tx) => {
		const recipient = await ofPlace(tx, place);
		return recipient && work(tx, recipient);
	});
}

async function ofSend(tx: Transaction, sendId: string): Promise<Recipient | undefined> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId },
		select: {
			recipient: true,
			recipientHash: true,
			contactId: true,
			engagement: { select: { contactId: true, version: { select: { language: true } } } },
			platformMail: { select: { language: true } },
		},
	});
	const address = send?.recipient ?? null;
	const kept = send?.recipientHash ? [Buffer.from(send.recipientHash)] : [];
	const hashes = address ? suppressionHashes(tx, address) : kept;
	if (!send || hashes.length === 0) return undefined;
	const written = send.engagement?.version.language ?? send.platformMail?.language;
	return {
		...{ address, hashes, sendId, newsletter: null },
		contactId: send.contactId ?? send.engagement?.contactId ?? null,
		language: written === undefined ? null : languageCode(written),
	};
}

async function ofPlace(
	tx: Transaction,
	{ issueId, place }: { readonly issueId: string; readonly place: number },
): Promise<Recipient | undefined> {
	const found = await tx.db.issuePlace.findFirst({
		where: { issueId, place },
		select: {
			address: true,
			addressHash: true,
			contactId: true,
			sendId: true,
			issue: {
				select: {
					language: true,
					imprint: true,
					newsletter: { select: { id: true, title: true, imprint: true } },
				},
			},
		},
	});
	if (!found) return undefined;
	const { address, issue } = found;
	const { id, title } = issue.newsletter;
	return {
		...{ address, contactId: found.contactId, sendId: found.sendId },
		hashes: address ? suppressionHashes(tx, address) : [Buffer.from(found.addressHash)],
		language: languageCode(issue.language),
		newsletter: { id, title, imprint: issue.imprint ?? issue.newsletter.imprint },
	};
}
