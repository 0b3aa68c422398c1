import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import type { EngagementState } from '#prisma/generated/client/client.ts';
import { RUN_KINDS, type RunKind } from '#workflows/contracts/run-ref.ts';
import { readEngagementRuns, type EngagementRun } from './engagement-run.ts';

/** A run of any kind as support sees it: states, reasons, ids and dates; addresses masked, nobody’s words (5.6-25). */
export interface SupportRun {
	readonly kind: RunKind;
	/** `personal` or `test`, of a mail. */
	readonly variant: string | null;
	readonly id: string;
	/** Null: it is the installation's. */
	readonly subscription: { readonly id: string; readonly name: string } | null;
	readonly owner: { readonly id: string; readonly name: string } | null;
	/** Its address is masked. */
	readonly mailbox: { readonly id: string; readonly address: string } | null;
	/** What it is about, masked: the recipient of a mail, the account of a test. */
	readonly address: string | null;
	readonly state: EngagementState;
	readonly reason: string;
	readonly since: Date | null;
	readonly begunAt: Date;
	/** When it goes on by itself, or looks next. */
	readonly nextAt: Date | null;
	readonly isLive: boolean;
	/** How many notifications are open. */
	readonly count: number | null;
	/** Code of the last fault. */
	readonly fault: string | null;
	/** Steps and facts of an engagement. */
	readonly engagement: EngagementRun | null;
}

/** Which runs are wanted. */
export interface RunsWanted {
	readonly kinds?: readonly RunKind[] | undefined;
	readonly subscriptionId?: string | undefined;
	readonly mailboxId?: string | undefined;
	readonly ownerId?: string | undefined;
	readonly states?: readonly string[] | undefined;
	readonly reason?: string | undefined;
	readonly isLive?: boolean | undefined;
	/** From the first to the last id. */
	readonly ids?: { readonly first: string; readonly last: string } | undefined;
	/** After this place: instants are ISO 8601. */
	readonly after?: readonly [begunAt: string, id: string] | undefined;
}

interface Row {
	kind: RunKind;
	variant: string | null;
	id: string;
	subscription_id: string;
	owner_id: string | null;
	mailbox_id: string | null;
	address: string | null;
	state: EngagementState;
	reason: string;
	since: Date | null;
	begun_at: Date;
	next_at: Date | null;
	is_live: boolean;
	count: number | null;
	fault: string | null;
}

const COLUMNS =
	'id, subscription_id, owner_id, mailbox_id, address, state, reason, since, begun_at, next_at, is_live, count, fault';

/** SQL: every row that support sees, of these kinds. `$1` is how long a proof of a mailbox holds, in seconds. */
export function shownSql(kinds: readonly RunKind[], restriction = ''): string {
	const parts = kinds.map((kind) => {
		const { shown, hasVariants } = RUN_REGISTRY[kind];
		const variant = hasVariants ? 'variant' : 'NULL::text AS variant';
		return `(SELECT '${kind}' AS kind, ${variant}, ${COLUMNS} FROM (${shown}) shown ${restriction})`;
	});
	return `WITH limits AS (SELECT make_interval(secs => $1) AS proof_fresh)
		SELECT * FROM (${parts.join(' UNION ALL ')}) runs`;
}

/** The value of `$1`. */
export function proofFreshSeconds(tx: InstallationTransaction): number {
	return tx.process.proofFresh / 1000;
}

/** Runs of every kind, of all subscriptions, newest first. Call it through `asSupport`. */
export async function readShownRuns(
	tx: InstallationTransaction,
	wanted: RunsWanted,
	limit: number,
): Promise<SupportRun[]> {
	const values: unknown[] = [proofFreshSeconds(tx)];
	const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
	const { subscriptionId, mailboxId, ownerId, states, reason, isLive, ids, after } = wanted;
	const conditions = [
		subscriptionId && `subscription_id = ${value(subscriptionId, 'uuid')}`,
		mailboxId && `mailbox_id = ${value(mailboxId, 'uuid')}`,
		ownerId && `owner_id = ${value(ownerId, 'uuid')}`,
		states && `state = ANY(${value([...states], 'text[]')})`,
		reason && `reason = ${value(reason, 'text')}`,
		isLive !== undefined && `is_live = ${value(isLive, 'boolean')}`,
		ids && `id BETWEEN ${value(ids.first, 'uuid')} AND ${value(ids.last, 'uuid')}`,
		after && `(begun_at, id) < (${value(after[0], 'timestamptz')}, ${value(after[1], 'uuid')})`,
	].filter((condition) => typeof condition === 'string');
	const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
	const newestFirst = `ORDER BY begun_at DESC, id DESC LIMIT ${value(limit, 'int')}`;
	const rows = await tx.db.$queryRawUnsafe<Row[]>(
		`${shownSql(wanted.kinds ?? RUN_KINDS, `${where} ${newestFirst}`)} ${newestFirst}`,
		...values,
	);
	return withNames(tx, rows);
}

async function withNames(tx: InstallationTransaction, rows: readonly Row[]): Promise<SupportRun[]> {
	const idsOf = (column: 'subscription_id' | 'owner_id' | 'mailbox_id') => ({
		in: [...new Set(rows.flatMap((row) => row[column] ?? []))],
	});
	const subscriptions = await tx.db.subscription.findMany({
		where: { id: idsOf('subscription_id') },
		select: { id: true, name: true },
	});
	const owners = await tx.db.user.findMany({
		where: { id: idsOf('owner_id') },
		select: { id: true, firstName: true, lastName: true },
	});
	const mailboxes = await tx.db.mailbox.findMany({
		where: { id: idsOf('mailbox_id') },
		select: { id: true, address: true },
	});
	const engagements = await readEngagementRuns(
		tx,
		rows.filter(({ kind }) => kind === 'engagement').map(({ id }) => id),
	);
	const engagementOf = new Map(engagements.map((run) => [run.id, run]));
	return rows.map((row): SupportRun => {
		const owner = owners.find(({ id }) => id === row.owner_id);
		const mailbox = mailboxes.find(({ id }) => id === row.mailbox_id);
		const engagement = row.kind === 'engagement' ? (engagementOf.get(row.id) ?? null) : null;
		return {
			kind: row.kind,
			variant: row.variant,
			id: row.id,
			subscription: subscriptions.find(({ id }) => id === row.subscription_id) ?? null,
			owner: owner ? { id: owner.id, name: nameOf(owner) } : null,
			mailbox: mailbox ? { id: mailbox.id, address: maskAddress(mailbox.address) } : null,
			address: row.address && maskAddress(row.address),
			state: engagement?.state ?? row.state,
			reason: engagement?.reason ?? row.reason,
			since: row.since,
			begunAt: row.begun_at,
			nextAt: engagement ? engagement.nextAt : row.next_at,
			isLive: row.is_live,
			count: row.count,
			fault: row.fault,
			engagement,
		};
	});
}
