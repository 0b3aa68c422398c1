import { noteReturned } from '#domain/connections/note-returned.ts';
import type { ReportedFailure } from '#domain/platform-mails/record-returned.ts';
import { OBJECTION_WORDS } from '#domain/writing/objection-line.ts';
import type { FetchedHead } from '#mail/imap/found-in-folder.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import type { DeliveryReport } from '#mail/inbound/delivery-report.ts';
import { sendsOfReport } from '#mail/inbound/match.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import type { MailReader } from '#mail/inbound/threads/mail-reader.ts';
import type { Database } from '#platform/database/database.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { platformInboxLimits, readingLimits } from '#platform/limits.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { PlatformInbox } from '#platform/platform-sender.ts';
import { mayBeReport } from '#activities/mailbox/weigh-heads.ts';
import { beginMail, moveCursor, readCursor } from './inbox-cursor.ts';

/** What reading the platform's mailbox needs. */
export interface PlatformInboxDeps {
	readonly database: Database;
	readonly pool: DispatchPool;
	readonly policy: NetworkPolicy;
	readonly reader: MailReader;
}

/** Under which name its mails wait for a thread that reads: mailboxes take turns. */
const TURN = 'platform-inbox';
const INBOX = 'INBOX';

/**
 * Looks once at what came to the platform's own address: a report that one of its mails came back is that mail's fate from now
 * on. Nothing else is kept of a mail. One that cannot be read, or in which a process ended too often, is passed over, so that
 * nothing of a stranger holds the rest up.
 *
 * @returns how many mails of the platform are known to have come back since.
 * @throws {ImapError}
 */
export async function readPlatformInbox(deps: PlatformInboxDeps, inbox: PlatformInbox): Promise<number> {
	const { host, port, security, user, password } = inbox;
	const credentials = { kind: 'password', user, password } as const;
	const session = await openImap({ host, port, security, credentials }, deps.policy);
	try {
		const returned = await readNew(deps, session, inbox);
		await session.leave();
		return returned;
	} finally {
		session.close();
	}
}

async function readNew(deps: PlatformInboxDeps, session: ImapSession, inbox: PlatformInbox): Promise<number> {
	const { pool } = deps;
	const uidValidity = await session.open(INBOX);
	const cursor = await readCursor(pool, inbox, uidValidity);
	const found = cursor
		? await session.uidsAfter(cursor.lastUid)
		: await begin(pool, session, inbox, uidValidity);
	let returned = 0;
	const uids = found.slice(0, platformInboxLimits.mails);
	for (const head of await session.heads(uids)) {
		const tries = cursor?.begun?.uid === head.uid ? cursor.begun.tries : 0;
		if (tries < readingLimits.tries) {
			await beginMail(pool, head.uid, tries + 1);
			returned += await readMail(deps, session, head);
		}
		await moveCursor(pool, inbox, uidValidity, head.uid);
	}
	const last = uids.at(-1);
	if (last !== undefined) await moveCursor(pool, inbox, uidValidity, last);
	return returned;
}

/** Of a mailbox that was never read only what came of late is: the cursor begins behind all that was there before. */
async function begin(
	pool: DispatchPool,
	session: ImapSession,
	inbox: PlatformInbox,
	uidValidity: bigint,
): Promise<number[]> {
	const before = (await session.uidsAfter(0)).at(-1) ?? 0;
	const found = await session.uidsSince(new Date(Date.now() - platformInboxLimits.since));
	await moveCursor(pool, inbox, uidValidity, found[0] === undefined ? before : found[0] - 1);
	return found;
}

async function readMail(deps: PlatformInboxDeps, session: ImapSession, head: FetchedHead): Promise<number> {
	const [read] = await deps.reader.heads(TURN, [head.head]);
	if (!read || read.unreadable || !mayBeReport(read.head)) return 0;
	const source = await session.mail(head);
	const report = source && (await reportIn(deps.reader, source, head.receivedAt));
	return report ? takeEffect(deps, report) : 0;
}

async function reportIn(
	reader: MailReader,
	source: Buffer,
	receivedAt: Date,
): Promise<DeliveryReport | undefined> {
	try {
		const ours = Object.values(OBJECTION_WORDS);
		return (await reader.mail(TURN, source, { at: { receivedAt, zone: 'UTC' }, ours })).found.report;
	} catch (error) {
		if (error instanceof UnreadableMail) return undefined;
		throw error;
	}
}

/** A report is nobody's word: it counts for a mail that it names by an id that only its recipient's servers know. */
async function takeEffect({ database, pool }: PlatformInboxDeps, report: DeliveryReport): Promise<number> {
	const failures = failuresOf(report);
	if (failures.length === 0) return 0;
	const sends = await pool.query<{ subscriptionId: string; id: string }>(
		`SELECT subscription_id AS "subscriptionId", id FROM send WHERE id = ANY($1::uuid[]) AND kind = 'platform'`,
		[sendsOfReport(report)],
	);
	let returned = 0;
	for (const { subscriptionId, id } of sends)
		if (await database.inSubscription(subscriptionId, (tx) => noteReturned(tx, id, failures))) returned++;
	return returned;
}

/** Recipients that it did not reach; what is only late, or may still arrive, is none. */
function failuresOf({ recipients }: DeliveryReport): ReportedFailure[] {
	return recipients
		.filter(({ action, fate }) => action === 'failed' && fate !== 'passing')
		.map(({ address, originalAddress, fate, code }) => ({
			...{ address, originalAddress },
			code: code ?? (fate === 'dead' ? 'recipient-unknown' : 'refused'),
		}));
}
