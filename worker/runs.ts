import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { runId, type RunKind, type RunRef } from '#workflows/contracts/run-ref.ts';
import { poke } from '#workflows/contracts/signals.ts';
import { RUNS } from '#workflows/contracts/task-queues.ts';
import { deliveryLimits, sendLimits, watchLimits } from '#platform/limits.ts';
import type { KindOfWorkflow, RunWorkflow } from './registered.ts';

const SUBSCRIPTION = defineSearchAttributeKey('RefrainSubscription', SearchAttributeType.KEYWORD);
const KIND = defineSearchAttributeKey('RefrainKind', SearchAttributeType.KEYWORD);
const OWNER = defineSearchAttributeKey('RefrainOwner', SearchAttributeType.KEYWORD);

/** A run by the row that it is about. */
export interface RunTarget {
	readonly kind: KindOfWorkflow;
	readonly subscriptionId: string;
	readonly id: string;
	/** Whose run it is, for operators' lists in Temporal; null where nobody owns it. */
	readonly ownerId: string | null;
}

/** Temporal's side of the rows: pokes and missing runs. Both may be repeated without harm. */
export interface Runs {
	/** Signal-with-start: the run looks again, or begins. */
	poke(target: RunTarget): Promise<void>;
	/** Starts the run where none is open. @returns true where it was missing. */
	ensure(target: RunTarget): Promise<boolean>;
	/** How many runs of a kind are open, as Temporal's lists know it (a moment behind). */
	countOpen(kind: RunKind): Promise<number>;
}

/** Milliseconds of silence after which a long activity counts as dead. */
interface Heartbeats {
	readonly sends: { readonly heartbeat: number };
	readonly watch: { readonly heartbeat: number };
}

/**
 * @param config whose heartbeats are told to the runs that send and to those that watch, where the installation set others
 *   than the defaults.
 */
export function createRuns(
	client: Client,
	config: Heartbeats = { sends: sendLimits, watch: watchLimits },
): Runs {
	const told = {
		send: config.sends.heartbeat === sendLimits.heartbeat ? undefined : config.sends.heartbeat,
		watch: config.watch.heartbeat === watchLimits.heartbeat ? undefined : config.watch.heartbeat,
	};
	const heartbeatOf = (kind: RunKind): number | undefined => {
		const { heartbeat } = RUN_REGISTRY[kind];
		return heartbeat === null ? undefined : told[heartbeat];
	};

	const within = <T>(call: () => Promise<T>): Promise<T> =>
		client.withDeadline(Date.now() + deliveryLimits.callWithin, call);

	const optionsOf = ({ kind, subscriptionId, id, ownerId }: RunTarget) => ({
		taskQueue: RUNS,
		workflowId: runId(kind, id),
		workflowIdConflictPolicy: 'USE_EXISTING' as const,
		workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
		args: [refOf(kind, subscriptionId, id)] as [RunRef],
		typedSearchAttributes: [
			{ key: SUBSCRIPTION, value: subscriptionId },
			{ key: KIND, value: kind },
			...(ownerId ? [{ key: OWNER, value: ownerId }] : []),
		],
	});

	function refOf(kind: RunKind, subscriptionId: string, id: string): RunRef {
		const heartbeat = heartbeatOf(kind);
		return { subscriptionId, id, ...(heartbeat === undefined ? {} : { heartbeat }) };
	}

	return {
		async poke(target) {
			await within(() =>
				client.workflow.signalWithStart<RunWorkflow>(target.kind, {
					...optionsOf(target),
					signal: poke,
					signalArgs: [],
				}),
			);
		},
		async ensure(target) {
			if (await isOpen(target)) return false;
			await within(() => client.workflow.start<RunWorkflow>(target.kind, optionsOf(target)));
			return true;
		},
		async countOpen(kind) {
			const query = `RefrainKind = '${kind}' AND ExecutionStatus = 'Running'`;
			return (await within(() => client.workflow.count(query))).count;
		},
	};

	async function isOpen({ kind, id }: RunTarget): Promise<boolean> {
		try {
			const { status } = await within(() => client.workflow.getHandle(runId(kind, id)).describe());
			return status.name === 'RUNNING';
		} catch (error) {
			if (error instanceof WorkflowNotFoundError) return false;
			throw error;
		}
	}
}
