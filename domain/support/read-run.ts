import type { InstallationTransaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { readEngagementRun, type EngagementRunPage } from './read-engagement-run.ts';
import { readRunFacts, type RunFacts } from './run-facts.ts';
import { readAudit, type AuditLine } from './run-traces.ts';
import { readShownRuns, type SupportRun } from './shown-runs.ts';

/** The page of a run of any kind but an engagement. */
export interface OtherRunPage extends SupportRun {
	readonly facts: RunFacts | null;
	/** Live runs of the same mailbox, or of the same owner where it has none. */
	readonly related: readonly SupportRun[];
	/** Who did what, newest first. */
	readonly audit: readonly AuditLine[];
}

/** The page of a run: an engagement has more to show than others. */
export type RunPage =
	| { readonly kind: 'engagement'; readonly run: EngagementRunPage }
	| { readonly kind: Exclude<RunKind, 'engagement'>; readonly run: OtherRunPage };

const RELATED = 10;

/**
 * One run of any kind, of any subscription. Call it through `asSupport`.
 *
 * @param now wall clock.
 * @throws {Refusal} missing.
 */
export async function readRun(
	tx: InstallationTransaction,
	{ kind, id }: { kind: RunKind; id: string },
	now: Date,
): Promise<RunPage> {
	if (kind === 'engagement') return { kind, run: await readEngagementRun(tx, id, now) };
	const [run] = await readShownRuns(tx, { kinds: [kind], ids: { first: id, last: id } }, 1);
	if (!run) throw new Refusal('not-found', 'missing');
	return {
		kind,
		run: {
			...run,
			facts: await readRunFacts(tx, kind, id),
			related: await readRelated(tx, run),
			audit: run.subscription ? await readAudit(tx, { subscriptionId: run.subscription.id, kind, id }) : [],
		},
	};
}

async function readRelated(tx: InstallationTransaction, run: SupportRun): Promise<SupportRun[]> {
	const { subscription, mailbox, owner } = run;
	if (!subscription || (!mailbox && !owner)) return [];
	const same = mailbox ? { mailboxId: mailbox.id } : { ownerId: owner?.id };
	const found = await readShownRuns(
		tx,
		{ subscriptionId: subscription.id, isLive: true, ...same },
		RELATED + 1,
	);
	return found.filter((other) => !(other.kind === run.kind && other.id === run.id)).slice(0, RELATED);
}
