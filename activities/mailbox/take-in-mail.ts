import { readConcern } from '#domain/inbound/read-concern.ts';
import { readKnownFacts } from '#domain/inbound/read-known-facts.ts';
import { recordInbound } from '#domain/inbound/record-inbound.ts';
import type { Finding, InboundMail, Recorded } from '#domain/inbound/record-inbound.ts';
import { OBJECTION_WORDS } from '#domain/writing/objection-line.ts';
import type { Classification } from '#mail/inbound/classify.ts';
import { kindOfReport } from '#mail/inbound/kind-of-report.ts';
import { cluesOf, matchMail } from '#mail/inbound/match.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import type { MailHead } from '#mail/inbound/parsed-mail.ts';
import { relationOfSender } from '#mail/inbound/sender.ts';
import { postgresCode } from '#platform/database/failures.ts';
import type { Watching } from './mailbox-deps.ts';
import type { ReadableHead } from './read-heads.ts';

/** Where a mail lies. */
export interface MailPlace {
	readonly folder: string;
	readonly uidValidity: bigint;
	readonly direction: 'in' | 'out';
	/** It lay there before the mailbox was connected. */
	readonly isHistory?: boolean;
}

/** A mail's content as it is kept, and what it was found to be. */
interface Read {
	readonly head: MailHead;
	readonly content: Pick<InboundMail, 'text' | 'visibleText' | 'html'>;
	readonly found: Classification | { readonly unreadable: NonNullable<Finding['unreadable']> };
}

/**
 * Takes in one mail: reads it, recognises what it is and whom it concerns, stores it, and lets its verdict take effect, all
 * in one transaction. What cannot be read is kept apart and never read again.
 *
 * @param source The mail; undefined where the server lists it and cannot give it.
 * @throws FencedOut
 */
export async function takeInMail(
	watching: Watching,
	place: MailPlace,
	head: ReadableHead,
	source: Buffer | undefined,
): Promise<Recorded> {
	const read = await readSource(watching, head, source);
	try {
		return await record(watching, place, head, read);
	} catch (error) {
		// PostgreSQL refused a value of this mail (class 22): its place is kept without its words.
		if (!postgresCode(error)?.startsWith('22')) throw error;
		watching.deps.logger.error(
			{ err: error, mailboxId: watching.watch.mailboxId },
			'a mail could not be stored',
		);
		return record(watching, place, head, apart(head, 'not-storable', source));
	}
}

/** Keeps a mail apart without reading it: its place, and its header where somebody known wrote it. @throws FencedOut */
export function keepApart(
	watching: Watching,
	place: MailPlace,
	head: ReadableHead,
	code: string,
): Promise<Recorded> {
	return record(watching, place, head, apart(head, code));
}

async function readSource(
	{ deps, watch }: Watching,
	head: ReadableHead,
	source: Buffer | undefined,
): Promise<Read> {
	if (!source) return apart(head, 'not-fetchable');
	if (head.unreadable) return apart(head, head.unreadable, source);
	try {
		const at = { receivedAt: head.receivedAt, zone: watch.timeZone };
		const mail = await deps.reader.mail(watch.mailboxId, source, {
			at,
			ours: Object.values(OBJECTION_WORDS),
		});
		const { text, visibleText, html, found } = mail;
		return { head: mail.head, content: { text, visibleText, html }, found };
	} catch (error) {
		if (error instanceof UnreadableMail) {
			deps.logger.warn(
				{ mailboxId: watch.mailboxId, uid: head.uid, code: error.code },
				'a mail was kept apart',
			);
			return apart(head, error.code, source);
		}
		deps.logger.error({ err: error, mailboxId: watch.mailboxId }, 'a mail could not be read');
		return apart(head, 'not-parsable', source);
	}
}

function apart({ head, mail }: ReadableHead, code: string, source?: Buffer): Read {
	return {
		head: mail,
		content: { text: null, visibleText: null, html: null },
		found: { unreadable: { code, bytes: source ?? head } },
	};
}

/** Where its writer wants answers, where that is not who wrote. */
function answersWanted({ from, replyTo }: MailHead): string | null {
	const wanted = replyTo[0]?.address;
	return wanted && wanted !== from?.address ? wanted : null;
}

function record(
	{ deps, subscriptionId, watch }: Watching,
	{ folder, uidValidity, direction, isHistory = false }: MailPlace,
	{ uid, receivedAt, size }: ReadableHead,
	{ head, content, found }: Read,
): Promise<Recorded> {
	const classified = 'unreadable' in found ? undefined : found;
	const report = classified?.report ?? classified?.complaint;
	const isReport = report !== undefined;
	const all = cluesOf(head, report);
	// What its owner wrote is about whom it was written to.
	const clues = direction === 'out' ? { ...all, senders: [] } : all;
	const recipients = [...head.to, ...head.cc].map(({ address }) => address);
	return deps.database.inSubscription(subscriptionId, async (tx) => {
		const known = await readKnownFacts(tx, deps.unsubscribeKeys, watch.mailboxId, clues);
		const match = matchMail(clues, known, isReport);
		const concern = await readConcern(tx, watch.mailboxId, {
			ring: deps.unsubscribeKeys,
			match,
			isReport,
			writer: isReport || direction === 'out' ? null : (head.from?.address ?? null),
			senders: isReport ? [] : clues.senders,
			recipients: isReport ? [] : recipients,
			receivedAt,
		});
		const { person, sentTo } = concern;
		const report =
			classified?.report && sentTo !== null ? kindOfReport(classified.report, sentTo) : classified;
		const finding: Finding = {
			kind: report?.kind ?? 'unreadable',
			rule: report?.rule ?? 'unreadable',
			match: match?.rule ?? null,
			bulk: classified?.bulk ?? false,
			report: classified?.report,
			complaint: classified?.complaint,
			doubt: classified?.doubt,
			proposed: classified?.proposed,
			relation:
				person && direction === 'in' && !isReport
					? relationOfSender({
							from: head.from,
							contactAddresses: person.addresses,
							contactName: person.name,
							companyDomains: person.companyDomains,
							isOtherContactOfCompany: person.isOtherContactOfCompany,
						})
					: null,
			headers: classified?.headers ?? [],
			quote: classified?.quote,
			returnsOn: classified?.returnsOn,
			status: report?.status,
			refused: report?.refused,
			unreadable: 'unreadable' in found ? found.unreadable : undefined,
		};
		const mail: InboundMail = {
			folder,
			uidValidity,
			uid,
			direction,
			isHistory,
			messageIdKey: head.messageIdKey,
			inReplyTo: head.inReplyTo[0] ?? null,
			references: head.references,
			messageId: head.messageId ?? null,
			thread: head.thread,
			replyTo: answersWanted(head),
			from: head.from ?? null,
			to: recipients,
			subject: head.subject,
			receivedAt,
			size,
			...content,
		};
		return recordInbound(tx, watch, mail, finding, concern);
	});
}
