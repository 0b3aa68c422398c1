import { RUN_KINDS, type RunKind } from '#workflows/contracts/run-ref.ts';
import { clock } from './kinds/clock.ts';
import { connect } from './kinds/connect.ts';
import { connection } from './kinds/connection.ts';
import { domain } from './kinds/domain.ts';
import { effect } from './kinds/effect.ts';
import { engagement } from './kinds/engagement.ts';
import { issue } from './kinds/issue.ts';
import { mailbox } from './kinds/mailbox.ts';
import { message } from './kinds/message.ts';
import { newsletter } from './kinds/newsletter.ts';
import { notifications } from './kinds/notifications.ts';
import { part } from './kinds/part.ts';
import type { HeldRows, RunEntry } from './run-entry.ts';

/** Every kind of run with its entry; the compiler refuses a kind without one. */
export const RUN_REGISTRY: Readonly<Record<RunKind, RunEntry>> = {
	engagement,
	mailbox,
	message,
	connection,
	connect,
	domain,
	notifications,
	effect,
	newsletter,
	issue,
	part,
	clock,
};

/** What is asked of the entries that have it: each with its kind. */
export function entriesWith(part: 'due' | 'underWay'): { kind: RunKind; held: HeldRows }[] {
	return RUN_KINDS.flatMap((kind) => {
		const held = RUN_REGISTRY[kind][part];
		return held ? [{ kind, held }] : [];
	});
}

/** SQL: the owner of the row `alias.subscription_id`, `alias.id` of a kind, or null. */
export function ownerSql(kind: RunKind, alias: string): string {
	const { owner } = RUN_REGISTRY[kind];
	if (owner === null) return 'NULL::uuid';
	if (owner === 'itself') return `${alias}.id`;
	return `(SELECT ${owner.column} FROM ${owner.table} WHERE subscription_id = ${alias}.subscription_id AND id = ${alias}.id)`;
}

/** SQL: one value a kind, chosen by the kind that stands in `column`. */
export function byKindSql(column: string, valueOf: (kind: RunKind) => string): string {
	return `CASE ${column} ${RUN_KINDS.map((kind) => `WHEN '${kind}' THEN ${valueOf(kind)}`).join(' ')} END`;
}
