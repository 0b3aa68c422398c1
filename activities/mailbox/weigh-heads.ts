import { learnAliases } from '#domain/inbound/learn-aliases.ts';
import { readCorrespondents } from '#domain/inbound/read-correspondents.ts';
import { readKnownFacts, sendsByMessageId } from '#domain/inbound/read-known-facts.ts';
import { findForgottenPlaces } from '#domain/restores/find-forgotten-places.ts';
import { findForgottenSteps, type ForgottenStep } from '#domain/restores/find-forgotten-steps.ts';
import { awaitedProofs } from '#domain/sending-domains/note-arrival.ts';
import { PROBE_HEADER } from '#mail/connection/probe-mail.ts';
import { machineSignsOf } from '#mail/inbound/machine-signs.ts';
import { cluesOf, matchMail, ownSendIdOf } from '#mail/inbound/match.ts';
import type { KnownPlace, MailClues } from '#mail/inbound/match.ts';
import { messageIdKeysOf } from '#mail/inbound/message-ids.ts';
import type { MailHead } from '#mail/inbound/parsed-mail.ts';
import { firstOf } from '#mail/inbound/raw-headers.ts';
import { aliasesShown } from './aliases-shown.ts';
import type { Watching } from './mailbox-deps.ts';
import type { ReadableHead } from './read-heads.ts';

/** What a header says about whether the rest of a mail is worth reading. */
export type Weighed =
	/** A mail of ours. */
	| { readonly kind: 'own'; readonly sendId: string }
	/** One that is to prove its sender, as it was received. */
	| { readonly kind: 'proof'; readonly sendId: string }
	/** A mail of ours that no row knows: of a step of a live run, of a place of an issue, or of nothing that is left. */
	| ({ readonly kind: 'forgotten'; readonly sendId: string } & (
			{ readonly of: ForgottenStep | KnownPlace } | { readonly of: null; readonly isRead: boolean }
	  ))
	| { readonly kind: 'read'; readonly direction: 'in' | 'out' }
	/** Nobody whom the subscription knows: nothing else of it leaves the mail server (5.5-2). */
	| { readonly kind: 'pass' };

/** Heads that are weighed in one transaction, with what each one is worth. */
export async function weighHeads(
	{ deps, subscriptionId, watch }: Watching,
	heads: readonly ReadableHead[],
	inSent: boolean,
): Promise<Map<number, Weighed>> {
	const clues = heads.map(({ mail }) => cluesOf(mail));
	const shown = aliasesShown(
		watch.address,
		heads.map(({ mail }) => mail),
		inSent,
	);
	return deps.database.inSubscription(subscriptionId, async (tx) => {
		await learnAliases(tx, watch.mailboxId, shown);
		const ownIds = heads.flatMap(({ mail }) => ownSendIdOf(mail) ?? []);
		const all = merged(clues);
		const known = await readKnownFacts(tx, deps.unsubscribeKeys, watch.mailboxId, {
			...all,
			plusSendIds: [...all.plusSendIds, ...ownIds],
		});
		const ownKeys = await sendsByMessageId(
			tx,
			heads.flatMap(({ mail }) => idsInSent(mail)),
		);
		const lostIds = inSent ? ownIds.filter((id) => !known.sendIds.has(id)) : [];
		const forgotten = new Map<string, ForgottenStep | KnownPlace>([
			...(await findForgottenSteps(tx, watch.mailboxId, lostIds)),
			...(await findForgottenPlaces(tx, lostIds)),
		]);
		const awaited = await awaitedProofs(tx, watch.mailboxId, inSent ? [] : [...ownIds, ...ownKeys.values()]);
		const people = await readCorrespondents(
			tx,
			heads.flatMap(({ mail }) => correspondentsOf(mail)),
		);
		return new Map(
			heads.map(({ uid, mail, unreadable }, index): [number, Weighed] => {
				// Nobody knows whose it is: it is kept apart by its place.
				if (unreadable) return [uid, { kind: 'read', direction: inSent ? 'out' : 'in' }];
				const isOwnWriting = inSent || mail.from?.address === watch.address;
				if (isOwnWriting && mail.fields.has(PROBE_HEADER.toLowerCase())) return [uid, { kind: 'pass' }];
				const ownId = ownSendIdOf(mail);
				const sendId = ownId && known.sendIds.has(ownId) ? ownId : firstKnown(ownKeys, idsInSent(mail));
				if (isOwnWriting && sendId && inSent) return [uid, { kind: 'own', sendId }];
				// A relay's comes from another address than the mailbox's.
				if (sendId && awaited.has(sendId)) return [uid, { kind: 'proof', sendId }];
				if (isOwnWriting && sendId) return [uid, { kind: 'pass' }];
				const lostId = inSent && !sendId ? ownId : undefined;
				const of = lostId && forgotten.get(lostId);
				if (lostId && of) return [uid, { kind: 'forgotten', sendId: lostId, of }];
				const isKnown =
					matchMail(clues[index]!, known, false) !== undefined ||
					correspondentsOf(mail).some((address) => (people.get(address) ?? []).length > 0);
				if (lostId) return [uid, { kind: 'forgotten', sendId: lostId, of: null, isRead: isKnown }];
				if (!isKnown && !mayBeReport(mail)) return [uid, { kind: 'pass' }];
				return [uid, { kind: 'read', direction: isOwnWriting ? 'out' : 'in' }];
			}),
		);
	});
}

/** Under which ids a mail of ours may be known: its own, and the one that a server put aside for its own. */
function idsInSent({ messageIdKey, fields }: MailHead): string[] {
	return [
		messageIdKey,
		...ORIGINAL_IDS.flatMap((name) => messageIdKeysOf(firstOf(fields, name) ?? '').slice(0, 1)),
	];
}

/** Where servers keep the id that they replaced (docs/design/reply-detection.md#rewritten-ids). */
const ORIGINAL_IDS = ['x-microsoft-original-message-id', 'x-google-original-message-id'];

function firstKnown(sends: ReadonlyMap<string, string>, ids: readonly string[]): string | undefined {
	return ids.map((id) => sends.get(id)).find((sendId) => sendId !== undefined);
}

/** Everybody whom a header names. */
export function correspondentsOf(mail: MailHead): string[] {
	const named = [...(mail.from ? [mail.from] : []), ...mail.replyTo, ...mail.to, ...mail.cc];
	return named.map(({ address }) => address);
}

/** Reports name their mail in their body only. */
export function mayBeReport(mail: MailHead): boolean {
	const { headers } = machineSignsOf(mail);
	return ['content-type', 'x-failed-recipients', 'from', 'return-path'].some((sign) =>
		headers.includes(sign),
	);
}

function merged(clues: readonly MailClues[]): MailClues {
	const all = (list: (one: MailClues) => readonly string[]) => [...new Set(clues.flatMap(list))];
	return {
		reportedSendIds: all((one) => one.reportedSendIds),
		reportedIds: all((one) => one.reportedIds),
		repliedIds: all((one) => one.repliedIds),
		quotedIds: all((one) => one.quotedIds),
		plusSendIds: all((one) => one.plusSendIds),
		reportedTickets: all((one) => one.reportedTickets),
		plusTickets: all((one) => one.plusTickets),
		senders: all((one) => one.senders),
		reportedAddresses: all((one) => one.reportedAddresses),
	};
}
