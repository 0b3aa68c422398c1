import type { StopPreview } from '#domain/engagements/acts/preview-stop.ts';
import type { MayAwait } from './confirm-later.ts';
import { api } from '#lib/app/trpc/client.ts';

/** What an end would do, as its window shows it. */
export interface EndConsequences {
	readonly stop: StopPreview;
	/** When the mails were expected that would not leave. */
	readonly steps: readonly { readonly at: Date | null }[];
	/** Titles of the routines that the reader sees, by id. */
	readonly routines: ReadonlyMap<string, string>;
}

/** An end as it was done: the step that had left our process already, if any. */
interface Ended extends MayAwait {
	readonly inFlightStep?: number | null;
}

/** What the windows of a run ask and do; users and support each have procedures of their own (5.6-25). */
export interface RunCommands {
	previewEnd(): Promise<EndConsequences>;
	stop(verdict: 'success' | 'failure'): Promise<Ended>;
	withdraw(): Promise<Ended>;
	skip(position: number): Promise<unknown>;
	reschedule(position: number, to: Date): Promise<unknown>;
}

/** The commands of a user on a run of her subscription. */
export function commandsOfUser(engagementId: string): RunCommands {
	const request = () => ({ requestId: crypto.randomUUID(), engagementId });
	return {
		async previewEnd() {
			const [stop, steps, routines] = await Promise.all([
				api.engagements.previewStop.query({ engagementId }),
				api.timeline.listExpectedSteps.query({ engagementId }),
				api.routines.listRoutines.query(),
			]);
			return { stop, steps, routines: new Map(routines.map(({ id, title }) => [id, title])) };
		},
		stop: (verdict) => api.engagements.stopEngagement.mutate({ ...request(), verdict }),
		withdraw: () => api.engagements.withdrawEngagement.mutate(request()),
		skip: (position) => api.engagements.skipStep.mutate({ ...request(), position }),
		reschedule: (position, to) => api.engagements.rescheduleStep.mutate({ ...request(), position, to }),
	};
}
