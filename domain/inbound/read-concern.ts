import { CLOCKS_DIFFER } from '#domain/values/clocks-differ.ts';
import { MAY_HAVE_LEFT } from '#domain/sends/doubtful-attempts.ts';
import { sendOfPlace } from '#domain/newsletters/issues/returns/send-of-place.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { engagementOf, type About } from '#domain/values/about.ts';
import type { MailMatch } from '#mail/inbound/match.ts';
import { addressesOfPerson, cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { deniedReportsOf } from './denied-reports.ts';
import { isOurs } from './is-ours.ts';
import type { AboutFacts } from './verdict-situation.ts';
import { readCorrespondents, type KnownCorrespondent } from './read-correspondents.ts';

/** What a mail names, before anybody judges it. */
export interface Named {
	/** The keys that signed the tickets of issues. */
	readonly ring: KeyRing;
	/** What of ours was recognised in it. */
	readonly match: MailMatch<About> | undefined;
	/** A mail system's report is about its send and nothing else. */
	readonly isReport: boolean;
	/** Who wrote it, where a person did; of a report and of a mail in Sent nobody. */
	readonly writer: string | null;
	/** From and Reply-To; of a mail in Sent nobody. */
	readonly senders: readonly string[];
	readonly recipients: readonly string[];
	readonly receivedAt: Date;
}

/** Whom a mail concerns. */
export interface Concern {
	/** The mail of ours that it names. */
	readonly sendId: string | null;
	/** To which address that went. */
	readonly sentTo: string | null;
	readonly about: (About & AboutFacts) | null;
	/** Whom we wrote to. */
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly sender: KnownCorrespondent | null;
	/** Its writer is one of us (5.7-2). */
	readonly isOurs: boolean;
	readonly recipient: KnownCorrespondent | null;
	/** A live run of the person who writes has not sent anything yet, and the mail came after the engagement. */
	readonly waitsToBegin: boolean;
	/** The same of a run that has. */
	readonly hasRunElsewhere: boolean;
	/** Of a report: what earlier ones about the same send were taken for, until a person said otherwise. */
	readonly denied: readonly string[];
	/** What tells the contact from a colleague; null without a person. */
	readonly person: {
		readonly addresses: readonly string[];
		readonly name: string;
		readonly companyDomains: readonly string[];
		readonly isOtherContactOfCompany: boolean;
	} | null;
}

/**
 * Reads whom a mail concerns. A person's answer in the thread of a mail that belongs to no run, or to one that ended, is
 * about the run that writes to this person now (5.2-1: a reply stops further steps).
 */
export async function readConcern(tx: Transaction, mailboxId: string, named: Named): Promise<Concern> {
	const { match } = named;
	const sendId = match ? await sendOf(tx, named.ring, match) : null;
	const writing = match && 'about' in match ? match.about : null;
	const send = sendId
		? await tx.db.send.findFirst({
				where: { id: sendId },
				select: {
					kind: true,
					engagementId: true,
					contactId: true,
					companyId: true,
					createdAt: true,
					recipient: true,
				},
			})
		: null;
	const known = await readCorrespondents(tx, [...named.senders, ...named.recipients]);
	const matched = await readRun(tx, send?.engagementId ?? engagementOf(writing));
	const writtenTo = matched?.contactId ?? send?.contactId ?? null;
	const sender = firstOf(known, named.senders, writtenTo);
	const writer = sender?.contactId ?? writtenTo;
	const cards = writer ? await cardsOfPerson(tx, writer) : [];
	const live = named.isReport ? [] : await liveRunsBefore(tx, cards, named.receivedAt);
	// What answers a newsletter is about the newsletter, whatever else is written to that person (5.7-5).
	const isOfIssue = send?.kind === 'issue';
	const run =
		named.isReport || isOfIssue || matched?.isLive
			? matched
			: ((await liveRunTo(tx, mailboxId, cards)) ?? matched);
	const contactId = run?.contactId ?? writtenTo;
	return {
		sendId,
		sentTo: send?.recipient ?? null,
		about: run ? aboutRun(run) : send ? aboutSend({ ...send, id: sendId! }) : null,
		contactId,
		companyId: run?.companyId ?? send?.companyId ?? null,
		sender,
		isOurs: named.writer ? await isOurs(tx, named.writer) : false,
		recipient: firstOf(known, named.recipients, null),
		waitsToBegin: live.some(({ hasLeft }) => !hasLeft),
		hasRunElsewhere: live.some(({ hasLeft }) => hasLeft),
		denied: named.isReport && sendId ? await deniedReportsOf(tx, sendId) : [],
		person: contactId ? await readPerson(tx, contactId, sender) : null,
	};
}

interface Run {
	readonly id: string;
	readonly contactId: string;
	readonly companyId: string;
	readonly engagedAt: Date;
	readonly isLive: boolean;
	readonly hasLeft: boolean;
}

function aboutRun({ id, isLive, hasLeft, engagedAt }: Run): Concern['about'] {
	return { kind: 'engagement', engagementId: id, isLive, hasLeft, since: engagedAt };
}

/**
 * A mail that a person wrote, or one of an issue, has left, since its id is known, and nothing of it follows by itself; the list of
 * the newsletter writes again.
 */
function aboutSend({ id: sendId, kind, createdAt: since }: OwnSend): Concern['about'] {
	if (kind !== 'personal' && kind !== 'issue') return null;
	const facts = { sendId, isLive: false, hasLeft: true, since };
	return kind === 'issue' ? { kind, ...facts, recurs: true } : { kind: 'message', ...facts };
}

interface OwnSend {
	readonly id: string;
	readonly kind: string;
	readonly createdAt: Date;
}

/** The mail of ours that it names; null where it names none. */
async function sendOf(tx: Transaction, ring: KeyRing, match: MailMatch<About>): Promise<string | null> {
	if ('sendId' in match) return match.sendId;
	return 'place' in match ? sendOfPlace(tx, ring, match.place) : null;
}

async function readRun(tx: Transaction, id: string | null): Promise<Run | null> {
	if (!id) return null;
	const row = await tx.db.engagement.findFirst({
		where: { id },
		select: {
			id: true,
			contactId: true,
			companyId: true,
			engagedAt: true,
			endedAt: true,
			lastSentAt: true,
			_count: { select: { sends: { where: MAY_HAVE_LEFT } } },
		},
	});
	if (!row) return null;
	const { endedAt, lastSentAt, _count, ...run } = row;
	return { ...run, isLive: endedAt === null, hasLeft: lastSentAt !== null || _count.sends > 0 };
}

async function liveRunTo(tx: Transaction, mailboxId: string, cards: readonly string[]): Promise<Run | null> {
	if (cards.length === 0) return null;
	const live = await tx.db.engagement.findFirst({
		where: { contactId: { in: [...cards] }, mailboxId, endedAt: null, lastSentAt: { not: null } },
		orderBy: { lastSentAt: 'desc' },
		select: { id: true },
	});
	return readRun(tx, live?.id ?? null);
}

/** Live runs of a person that the mail may concern: one that came before somebody was engaged says nothing of it (5.6-7). */
async function liveRunsBefore(
	tx: Transaction,
	cards: readonly string[],
	receivedAt: Date,
): Promise<{ hasLeft: boolean }[]> {
	if (cards.length === 0) return [];
	const live = await tx.db.engagement.findMany({
		where: {
			contactId: { in: [...cards] },
			endedAt: null,
			engagedAt: { lte: new Date(receivedAt.getTime() + CLOCKS_DIFFER) },
		},
		select: { lastSentAt: true, _count: { select: { sends: { where: MAY_HAVE_LEFT } } } },
	});
	return live.map(({ lastSentAt, _count }) => ({ hasLeft: lastSentAt !== null || _count.sends > 0 }));
}

async function readPerson(
	tx: Transaction,
	contactId: string,
	sender: KnownCorrespondent | null,
): Promise<Concern['person']> {
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId },
		select: {
			firstName: true,
			lastName: true,
			companyId: true,
			company: { select: { domains: { select: { domain: true } } } },
		},
	});
	if (!contact) return null;
	const cards = await cardsOfPerson(tx, contactId);
	return {
		addresses: await addressesOfPerson(tx, contactId),
		name: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
		companyDomains: contact.company.domains.map(({ domain }) => domain),
		isOtherContactOfCompany:
			sender !== null &&
			sender.contactId !== null &&
			!cards.includes(sender.contactId) &&
			sender.companyId === contact.companyId,
	};
}

/** Of several with one address the one whom we wrote to; a person before a company. */
function firstOf(
	known: ReadonlyMap<string, readonly KnownCorrespondent[]>,
	addresses: readonly string[],
	preferred: string | null,
): KnownCorrespondent | null {
	const found = addresses.flatMap((address) => known.get(address) ?? []);
	return (
		found.find(({ contactId }) => contactId !== null && contactId === preferred) ??
		found.find(({ contactId }) => contactId !== null) ??
		found[0] ??
		null
	);
}
