import { nameOf } from '#domain/values/person-name.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import { rampLimit } from '#domain/pace/planner.ts';
import { listStandingRefusals, type ShownRefusal } from '#domain/refusals/list-standing.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MailboxState as State } from '#prisma/generated/client/client.ts';
import { serversOf, type AccountServer } from '#domain/mailboxes/account-servers.ts';

/** What everybody sees of a mailbox: whose it is, and whether it is read (Z-03). */
interface MailboxState {
	id: string;
	address: string;
	displayName: string;
	/** `personal` or `shared`. */
	kind: string;
	owner: { id: string; name: string };
	/** Who writes from it (D-25). */
	users: readonly { id: string; name: string }[];
	/** Sequences may leave from it (5.6-13). */
	takesSequences: boolean;
	state: State;
	lostSince: Date | null;
	unwatchedSince: Date | null;
}

/** A mailbox of others, to a *utilisateur*: nothing of its pace, its servers or its faults. */
export interface OthersMailbox extends MailboxState {
	isHers: false;
	isOwn: false;
	isUsed: false;
	mayChange: false;
}

/**
 * A mailbox that the reader uses or, as a *responsable*, sees: its state, its pace, what it did today. Its secrets are never
 * shown (5.6-3).
 */
export interface MailboxLine extends MailboxState {
	isHers: true;
	/** The reader's own personal one. */
	isOwn: boolean;
	/** The reader writes from it. */
	isUsed: boolean;
	/** The vendor whose token opens it; null: a password does. */
	grant: string | null;
	/** Code of what failed last: of a connection check or of the watch. */
	errorCode: string | null;
	/** What servers refuse because of us (5.7-4). */
	refusals: readonly ShownRefusal[];
	imap: AccountServer;
	smtp: AccountServer;
	/** By what its mails leave: `smtp` or `graph` (D-65). */
	delivery: string;
	timeZone: string;
	dailyCap: number;
	rampStart: number;
	rampStep: number;
	/** First day of the ramp (ISO day); null: an established mailbox. */
	rampSince: string | null;
	/** First contacts that the ramp allows today; null once it has reached the cap. */
	rampToday: number | null;
	gapMinSeconds: number;
	gapMaxSeconds: number;
	providerDailyLimit: number | null;
	/** Percent of it that is applied. */
	providerLimitShare: number;
	uncertainPolicy: string;
	/** Live engagements that write from it. */
	live: number;
	/** Of its own day. */
	sentToday: number;
	plannedToday: number;
	/** Its owner, or a *responsable* (5.6-3). */
	mayChange: boolean;
}

/**
 * The mailboxes of the subscription, those to be mended first. They are few: no pages. Of others' a *utilisateur* sees the state
 * alone (Z-03).
 */
export async function listMailboxes(tx: Transaction, actor: Actor): Promise<(MailboxLine | OthersMailbox)[]> {
	const rows = await tx.db.mailbox.findMany({
		where: { deletedAt: null, sender: { isNot: null } },
		orderBy: [{ address: 'asc' }, { id: 'asc' }],
		include: {
			owner: { select: { id: true, firstName: true, lastName: true } },
			sender: true,
			users: { select: { user: { select: { id: true, firstName: true, lastName: true } } } },
			grant: { select: { provider: true } },
			watch: { select: { lostAt: true, unwatchedAt: true, failureCode: true } },
			_count: { select: { engagements: { where: { endedAt: null } } } },
		},
	});
	const counts = await tx.db.$queryRaw<{ id: string; sent: number; planned: number }[]>`
		SELECT s.id::text,
			(SELECT count(*)::int FROM send WHERE send.subscription_id = s.subscription_id AND send.sender_id = s.id
				AND send.sent_at >= day.start) AS sent,
			(SELECT count(*)::int FROM sender_slot p WHERE p.subscription_id = s.subscription_id AND p.sender_id = s.id
				AND p.planned_at < day.start + interval '1 day') AS planned
		FROM sender s JOIN mailbox b ON (b.subscription_id, b.id) = (s.subscription_id, s.mailbox_id), LATERAL (
			SELECT date_trunc('day', ${tx.at}::timestamptz AT TIME ZONE s.time_zone) AT TIME ZONE s.time_zone AS start
		) day
		WHERE b.deleted_at IS NULL`;
	const refusals = await listStandingRefusals(tx);
	const countOf = new Map(counts.map((count) => [count.id, count]));
	const lines = rows.map(({ owner, watch, _count, users, grant, sender: own, ...row }): MailboxLine => {
		const sender = own!;
		const pace = paceOfSender(sender);
		const { rampSince } = pace;
		const ramp = rampLimit(pace, dayOf(tx.at, sender.timeZone));
		return {
			id: row.id,
			address: row.address,
			displayName: sender.displayName,
			kind: sender.kind,
			owner: { id: owner.id, name: nameOf(owner) },
			users: users.map(({ user }) => ({ id: user.id, name: nameOf(user) })),
			takesSequences: sender.takesSequences,
			isHers: true,
			isOwn: owner.id === actor.userId && sender.kind === 'personal',
			isUsed: users.some(({ user }) => user.id === actor.userId),
			grant: grant?.provider ?? null,
			state: row.state,
			errorCode: row.errorCode ?? watch?.failureCode ?? null,
			lostSince: watch?.lostAt ?? null,
			unwatchedSince: watch?.unwatchedAt ?? null,
			refusals: refusals.get(row.id) ?? [],
			...serversOf(row, sender),
			delivery: sender.delivery,
			timeZone: sender.timeZone,
			dailyCap: sender.dailyCap,
			rampStart: sender.rampStart,
			rampStep: sender.rampStep,
			rampSince,
			rampToday: rampSince !== null && ramp < sender.dailyCap ? ramp : null,
			gapMinSeconds: sender.gapMinSeconds,
			gapMaxSeconds: sender.gapMaxSeconds,
			providerDailyLimit: sender.providerDailyLimit,
			providerLimitShare: sender.providerLimitShare,
			uncertainPolicy: sender.uncertainPolicy,
			live: _count.engagements,
			sentToday: countOf.get(sender.id)?.sent ?? 0,
			plannedToday: countOf.get(sender.id)?.planned ?? 0,
			mayChange: row.ownerId === actor.userId || actor.licence === 'responsable',
		};
	});
	const isToMend = ({ state, refusals: { length } }: MailboxLine) =>
		state === 'synchronised' && length === 0 ? 1 : 0;
	return lines
		.sort((one, other) => isToMend(one) - isToMend(other))
		.map((line) => (line.isUsed || line.mayChange ? line : stateOf(line)));
}

function stateOf({ id, address, displayName, kind, owner, users, ...line }: MailboxLine): OthersMailbox {
	const { takesSequences, state, lostSince, unwatchedSince } = line;
	return {
		...{ id, address, displayName, kind, owner, users, takesSequences, state, lostSince, unwatchedSince },
		...{ isHers: false, isOwn: false, isUsed: false, mayChange: false },
	};
}

/** The reader's own personal one. */
export function ownOf(lines: readonly (MailboxLine | OthersMailbox)[]): MailboxLine | undefined {
	return lines.find((line): line is MailboxLine => line.isOwn);
}
