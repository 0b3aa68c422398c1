import { readConcern } from '#domain/inbound/read-concern.ts';
import { readKnownFacts } from '#domain/inbound/read-known-facts.ts';
import { recordInbound } from '#domain/inbound/record-inbound.ts';
import type { Finding, InboundMail, Recorded } from '#domain/inbound/record-inbound.ts';
import { OBJECTION_WORDS } from '#domain/writing/objection-line.ts';
import type { FetchedHead } from '#mail/imap/imap-session.ts';
import { classify } from '#mail/inbound/classify.ts';
import type { Classification } from '#mail/inbound/classify.ts';
import { cluesOf, matchMail } from '#mail/inbound/match.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import type { MailHead } from '#mail/inbound/parsed-mail.ts';
import { sanitise } from '#mail/inbound/sanitise.ts';
import { relationOfSender } from '#mail/inbound/sender.ts';
import { postgresCode } from '#platform/database/failures.ts';
import type { Watching } from './mailbox-deps.ts';

/** Where a mail lies. */
export interface MailPlace {
	readonly folder: string;
	readonly uidValidity: bigint;
	readonly direction: 'in' | 'out';
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
	fetched: FetchedHead,
	source: Buffer | undefined,
): Promise<Recorded> {
	const read = await readSource(watching, fetched, source);
	try {
		return await record(watching, place, fetched, read);
	} catch (error) {
		// PostgreSQL refused a value of this mail (class 22): its place is kept without its words.
		if (!postgresCode(error)?.startsWith('22')) throw error;
		watching.deps.logger.error(
			{ err: error, mailboxId: watching.watch.mailboxId },
			'a mail could not be stored',
		);
		return record(watching, place, fetched, apart(fetched, source, 'not-storable'));
	}
}

async function readSource(
	{ deps, watch }: Watching,
	fetched: FetchedHead,
	source: Buffer | undefined,
): Promise<Read> {
	if (!source) return apart(fetched, undefined, 'not-fetchable');
	try {
		const mail = await parseMail(source);
		const at = { receivedAt: fetched.receivedAt, zone: watch.timeZone };
		const { text, visibleText, html } = mail;
		return {
			head: mail,
			content: { text, visibleText, html: html === undefined ? null : sanitise(html).html },
			found: classify(mail, at, [OBJECTION_WORDS]),
		};
	} catch (error) {
		if (error instanceof UnreadableMail) return apart(fetched, source, error.code);
		deps.logger.error({ err: error, mailboxId: watch.mailboxId }, 'a mail could not be read');
		return apart(fetched, source, 'not-parsable');
	}
}

function apart(fetched: FetchedHead, source: Buffer | undefined, code: string): Read {
	return {
		head: parseHead(fetched.head),
		content: { text: null, visibleText: null, html: null },
		found: { unreadable: { code, bytes: source ?? fetched.head } },
	};
}

function record(
	{ deps, subscriptionId, watch }: Watching,
	{ folder, uidValidity, direction }: MailPlace,
	{ uid, receivedAt, size }: FetchedHead,
	{ head, content, found }: Read,
): Promise<Recorded> {
	const classified = 'unreadable' in found ? undefined : found;
	const isReport = classified?.report !== undefined;
	const all = cluesOf(head, classified?.report);
	// What its owner wrote is about whom it was written to.
	const clues = direction === 'out' ? { ...all, senders: [] } : all;
	const recipients = [...head.to, ...head.cc].map(({ address }) => address);
	return deps.database.inSubscription(subscriptionId, async (tx) => {
		const known = await readKnownFacts(tx, watch.mailboxId, clues);
		const match = matchMail(clues, known, isReport);
		const concern = await readConcern(tx, watch.mailboxId, {
			match,
			isReport,
			senders: isReport ? [] : clues.senders,
			recipients: isReport ? [] : recipients,
			receivedAt,
		});
		const { person } = concern;
		const finding: Finding = {
			kind: classified?.kind ?? 'unreadable',
			rule: classified?.rule ?? 'unreadable',
			match: match?.rule ?? null,
			bulk: classified?.bulk ?? false,
			isReport,
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
			status: classified?.status,
			unreadable: 'unreadable' in found ? found.unreadable : undefined,
		};
		const mail: InboundMail = {
			folder,
			uidValidity,
			uid,
			direction,
			messageIdKey: head.messageIdKey,
			inReplyTo: head.inReplyTo[0] ?? null,
			references: head.references,
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
