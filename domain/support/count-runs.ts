import { maskAddress } from '#domain/values/mask-address.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import { RUN_KINDS, type RunKind } from '#workflows/contracts/run-ref.ts';
import { countHeldByRestore } from './count-held-by-restore.ts';
import { countUnwatched } from './count-unwatched.ts';
import { proofFreshSeconds, shownSql } from './shown-runs.ts';

/** What *Exécutions* may be filtered by, and its alarms. */
export interface RunCounts {
	/** Live runs of each kind, in the order of the registry; a kind without one too. */
	kinds: { kind: RunKind; count: number }[];
	/** Live runs under each reason, the most first. */
	reasons: { reason: string; count: number }[];
	subscriptions: { id: string; name: string }[];
	/** Every mailbox that is connected, with its masked address. */
	mailboxes: { id: string; subscriptionId: string; address: string }[];
	/** How many mailboxes nobody reads. */
	unwatched: number;
	/** How many mailboxes do not send again yet since the database came back from a backup. */
	heldByRestore: number;
}

/** Counts live runs of all subscriptions. Call it through `asSupport`. */
export async function countRuns(tx: InstallationTransaction): Promise<RunCounts> {
	const counts = await tx.db.$queryRawUnsafe<{ kind: RunKind; reason: string; count: number }[]>(
		`SELECT kind, reason, count(*)::int AS count FROM (${shownSql(RUN_KINDS, 'WHERE is_live')}) live
		GROUP BY kind, reason`,
		proofFreshSeconds(tx),
	);
	const sumOf = (rows: typeof counts) => rows.reduce((sum, { count }) => sum + count, 0);
	const byReason = Map.groupBy(counts, ({ reason }) => reason);
	const subscriptions = await tx.db.subscription.findMany({
		orderBy: { name: 'asc' },
		select: { id: true, name: true },
	});
	const mailboxes = await tx.db.mailbox.findMany({
		where: { deletedAt: null },
		orderBy: [{ address: 'asc' }, { id: 'asc' }],
		select: { id: true, subscriptionId: true, address: true },
	});
	return {
		kinds: RUN_KINDS.map((kind) => ({ kind, count: sumOf(counts.filter((row) => row.kind === kind)) })),
		reasons: [...byReason]
			.map(([reason, rows]) => ({ reason, count: sumOf(rows) }))
			.sort((a, b) => b.count - a.count),
		subscriptions,
		mailboxes: mailboxes.map(({ address, ...mailbox }) => ({ ...mailbox, address: maskAddress(address) })),
		unwatched: await countUnwatched(tx),
		heldByRestore: await countHeldByRestore(tx),
	};
}
