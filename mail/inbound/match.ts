import { SEND_HEADER } from '#mail/mime/compose.ts';
import { ourIdsIn } from './message-ids.ts';
import type { MailHead } from './parsed-mail.ts';
import { firstOf } from './raw-headers.ts';
import type { ReportedMail } from './reported-mail.ts';

/** Everything in a mail that may tell which send of ours it is about, best evidence first within each list. */
export interface MailClues {
	/** Ids of sends: a report's envelope id, our own header in what came back. */
	readonly reportedSendIds: readonly string[];
	/** Message-ID keys of the mail that a report returns. */
	readonly reportedIds: readonly string[];
	/** In-Reply-To, then References from the last to the first. */
	readonly repliedIds: readonly string[];
	/** Ids of our form anywhere else in the header. */
	readonly quotedIds: readonly string[];
	/** Ids of sends from `local+<id>@domain` that it was written or delivered to. */
	readonly plusSendIds: readonly string[];
	/** What looks like the ticket of a return address: a report's envelope id. */
	readonly reportedTickets: readonly string[];
	/** The same in `<ticket>@domain` and `local+<ticket>@domain` that it was written or delivered to. */
	readonly plusTickets: readonly string[];
	/** From and Reply-To. */
	readonly senders: readonly string[];
	/** Addresses that a report is about. */
	readonly reportedAddresses: readonly string[];
}

/** Which rule found what it is about; kept as the evidence. */
export type MatchRule =
	'envelope-id' | 'returned-id' | 'references' | 'quoted-id' | 'plus-address' | 'reported-address' | 'sender';

/** A recipient of a newsletter's issue, whose mail may have no row of its own yet. */
export interface KnownPlace {
	readonly issueId: string;
	readonly place: number;
}

/** What the caller knows of these clues; it looks all of them up at once. `About`: what mails may be about besides a send. */
export interface KnownFacts<About> {
	/** Message-ID key → send, for those of this subscription. */
	readonly sendOfMessageId: ReadonlyMap<string, string>;
	/** Ids of sends that exist. */
	readonly sendIds: ReadonlySet<string>;
	/** Message-ID key → place of an issue of this subscription. */
	readonly placeOfMessageId: ReadonlyMap<string, KnownPlace>;
	/** Ticket of a return address → the same. */
	readonly placeOfTicket: ReadonlyMap<string, KnownPlace>;
	/** Address → the newest send to it from this mailbox. */
	readonly lastSendTo: ReadonlyMap<string, string>;
	/** Address → what writes to it now from this mailbox. */
	readonly aboutOfAddress: ReadonlyMap<string, About>;
}

/** A mail of ours that was recognised. */
type KnownMail = { readonly sendId: string } | { readonly place: KnownPlace };

/** A match: a mail of ours, or only what writes to a known sender now. */
export type MailMatch<About> =
	| ({ readonly rule: Exclude<MatchRule, 'sender'> } & KnownMail)
	| { readonly rule: 'sender'; readonly about: About };

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const PLUS = /^[^@+]{1,64}\+([0-9a-f]{32})@/i;
const TICKET = /^[a-z2-7]{48}$/i;
const TICKET_ADDRESS = /^(?:[^@+]{1,64}\+)?([a-z2-7]{48})@/i;
const CLUES_AT_MOST = 100;

/** Gathers the clues of a mail. */
export function cluesOf(mail: MailHead, report?: ReportedMail): MailClues {
	const written = [...mail.to, ...mail.cc].map(({ address }) => address);
	const repliedIds = unique([...mail.inReplyTo, ...[...mail.references].reverse()]);
	return {
		reportedSendIds: unique([report?.envelopeId, report?.sendId].filter(isUuid).map(uuidOf)),
		reportedIds: unique(report?.originalIds ?? []),
		repliedIds,
		quotedIds: unique(
			[...mail.fields]
				.filter(([name]) => name !== 'message-id')
				.flatMap(([, values]) => ourIdsIn(values.join(' '))),
		).filter((id) => !repliedIds.includes(id)),
		plusSendIds: unique(
			[...mail.deliveredTo, ...written].flatMap((address) => PLUS.exec(address)?.[1] ?? []).map(uuidOf),
		),
		reportedTickets: unique([report?.envelopeId?.trim()].filter(isTicket)).map(lowerCase),
		plusTickets: unique(
			[...mail.deliveredTo, ...written].flatMap((address) => TICKET_ADDRESS.exec(address)?.[1] ?? []),
		).map(lowerCase),
		senders: unique(
			[mail.from?.address, ...mail.replyTo.map(({ address }) => address)].filter(Boolean) as string[],
		),
		reportedAddresses: unique(
			(report?.recipients ?? []).flatMap((recipient) =>
				[recipient.originalAddress, recipient.address].filter((address) => address !== undefined),
			),
		),
	};
}

/**
 * Which send of ours, or what else, a mail is about (5.2-19, docs/design/reply-detection.md#matching): for a report its
 * envelope id, then what it returns, then the address; for any other mail the thread, our Message-ID quoted in the header,
 * a plus-address, the known sender.
 */
export function matchMail<About>(
	clues: MailClues,
	known: KnownFacts<About>,
	isReport: boolean,
): MailMatch<About> | undefined {
	const bySendId = (ids: readonly string[]) => sendOf(ids.find((id) => known.sendIds.has(id)));
	const byTicket = (tickets: readonly string[]) =>
		placeOf(tickets.map((ticket) => known.placeOfTicket.get(ticket)).find(Boolean));
	const byMessageId = (ids: readonly string[]) =>
		ids
			.map((id) => sendOf(known.sendOfMessageId.get(id)) ?? placeOf(known.placeOfMessageId.get(id)))
			.find((mail) => mail !== undefined);
	const mails: readonly (readonly [Exclude<MatchRule, 'sender'>, KnownMail | undefined])[] = [
		[
			'envelope-id',
			isReport ? (bySendId(clues.reportedSendIds) ?? byTicket(clues.reportedTickets)) : undefined,
		],
		['returned-id', isReport ? byMessageId(clues.reportedIds) : undefined],
		['references', byMessageId(clues.repliedIds)],
		['quoted-id', byMessageId(clues.quotedIds)],
		['plus-address', bySendId(clues.plusSendIds) ?? byTicket(clues.plusTickets)],
		[
			'reported-address',
			isReport
				? sendOf(clues.reportedAddresses.map((at) => known.lastSendTo.get(at)).find(Boolean))
				: undefined,
		],
	];
	for (const [rule, mail] of mails) if (mail !== undefined) return { rule, ...mail };
	if (isReport) return undefined;
	const about = clues.senders
		.map((address) => known.aboutOfAddress.get(address))
		.find((found) => found !== undefined);
	return about === undefined ? undefined : { rule: 'sender', about };
}

const sendOf = (sendId: string | undefined) => (sendId === undefined ? undefined : { sendId });
const placeOf = (place: KnownPlace | undefined) => (place === undefined ? undefined : { place });

/** Ids of sends that a report names: its envelope id, our own header and our Message-ID in what came back. */
export function sendsOfReport({ envelopeId, sendId, originalIds }: ReportedMail): string[] {
	const ours = originalIds.map((id) => id.slice(0, id.indexOf('@')));
	return unique([envelopeId, sendId, ...ours].filter(isUuid).map(uuidOf));
}

/** The send whose mail this is, by our own header: a copy of ours in Sent, in a copy to oneself, in a rule's folder. */
export function ownSendIdOf(mail: MailHead): string | undefined {
	const value = firstOf(mail.fields, SEND_HEADER.toLowerCase())?.trim();
	return isUuid(value) ? uuidOf(value) : undefined;
}

const isTicket = (value: string | undefined): value is string => value !== undefined && TICKET.test(value);
const lowerCase = (text: string) => text.toLowerCase();
const isUuid = (value: string | undefined): value is string => value !== undefined && UUID.test(value.trim());

function uuidOf(text: string): string {
	const hex = text.trim().replaceAll('-', '').toLowerCase();
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function unique(values: readonly string[]): string[] {
	return [...new Set(values)].slice(0, CLUES_AT_MOST);
}
