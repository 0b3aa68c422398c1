import { nameOf } from '#domain/values/person-name.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { paceOfMailbox } from '#domain/engagements/look/load-situation.ts';
import { rampLimit } from '#domain/pace/planner.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MailboxState } from '#prisma/generated/client/client.ts';
import { serversOf, type AccountServer } from '#domain/mailboxes/account-servers.ts';

/** A mailbox as the settings show it: its state, its pace, what it did today. Its secrets are never shown (5.6-3). */
export interface MailboxLine {
	id: string;
	address: string;
	displayName: string;
	owner: { id: string; name: string };
	state: MailboxState;
	/** Code of what failed last: of a connection check or of the watch. */
	errorCode: string | null;
	lostSince: Date | null;
	unwatchedSince: Date | null;
	imap: AccountServer;
	smtp: AccountServer;
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
	uncertainPolicy: string;
	/** Live engagements that write from it. */
	live: number;
	/** Of its own day. */
	sentToday: number;
	plannedToday: number;
	/** Its owner, or a *responsable* (5.6-3). */
	mayChange: boolean;
}

/** The mailboxes of the subscription, those to be mended first. They are few: no pages. */
export async function listMailboxes(tx: Transaction, actor: Actor): Promise<MailboxLine[]> {
	const rows = await tx.db.mailbox.findMany({
		where: { deletedAt: null },
		orderBy: [{ address: 'asc' }, { id: 'asc' }],
		include: {
			owner: { select: { id: true, firstName: true, lastName: true } },
			watch: { select: { lostAt: true, unwatchedAt: true, failureCode: true } },
			_count: { select: { engagements: { where: { endedAt: null } } } },
		},
	});
	const counts = await tx.db.$queryRaw<{ id: string; sent: number; planned: number }[]>`
		SELECT b.id::text,
			(SELECT count(*)::int FROM send s WHERE s.subscription_id = b.subscription_id AND s.mailbox_id = b.id
				AND s.sent_at >= day.start) AS sent,
			(SELECT count(*)::int FROM mailbox_slot p WHERE p.subscription_id = b.subscription_id AND p.mailbox_id = b.id
				AND p.planned_at < day.start + interval '1 day') AS planned
		FROM mailbox b, LATERAL (
			SELECT date_trunc('day', ${tx.at}::timestamptz AT TIME ZONE b.time_zone) AT TIME ZONE b.time_zone AS start
		) day
		WHERE b.deleted_at IS NULL`;
	const countOf = new Map(counts.map((count) => [count.id, count]));
	const lines = rows.map(({ owner, watch, _count, ...row }): MailboxLine => {
		const pace = paceOfMailbox(row);
		const { rampSince } = pace;
		const ramp = rampLimit(pace, dayOf(tx.at, row.timeZone));
		return {
			id: row.id,
			address: row.address,
			displayName: row.displayName,
			owner: { id: owner.id, name: nameOf(owner) },
			state: row.state,
			errorCode: row.errorCode ?? watch?.failureCode ?? null,
			lostSince: watch?.lostAt ?? null,
			unwatchedSince: watch?.unwatchedAt ?? null,
			...serversOf(row),
			timeZone: row.timeZone,
			dailyCap: row.dailyCap,
			rampStart: row.rampStart,
			rampStep: row.rampStep,
			rampSince,
			rampToday: rampSince !== null && ramp < row.dailyCap ? ramp : null,
			gapMinSeconds: row.gapMinSeconds,
			gapMaxSeconds: row.gapMaxSeconds,
			providerDailyLimit: row.providerDailyLimit,
			uncertainPolicy: row.uncertainPolicy,
			live: _count.engagements,
			sentToday: countOf.get(row.id)?.sent ?? 0,
			plannedToday: countOf.get(row.id)?.planned ?? 0,
			mayChange: row.ownerId === actor.userId || actor.licence === 'responsable',
		};
	});
	const isToMend = ({ state }: MailboxLine) => (state === 'synchronised' ? 1 : 0);
	return lines.sort((one, other) => isToMend(one) - isToMend(other));
}
