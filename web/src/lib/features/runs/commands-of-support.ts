import type { inferRouterInputs } from '@trpc/server';
import type { RunCommands } from '#lib/features/engagements/run-commands.ts';
import type { AppRouter } from '#lib/server/trpc/router.ts';
import { api } from '#lib/app/trpc/client.ts';

type Act = inferRouterInputs<AppRouter>['support']['actOnRun'];

/** The commands of support on a run of any subscription; each is a line that its subscription sees, with its motive (5.6-25). */
export interface SupportCommands extends RunCommands {
	pause(): Promise<unknown>;
	resume(): Promise<unknown>;
	retry(): Promise<unknown>;
}

/** @param done told of each act that was done: its motive is stored. */
export function commandsOfSupport(
	engagementId: string,
	motive: () => string,
	done: () => void,
): SupportCommands {
	const request = () => ({ requestId: crypto.randomUUID(), engagementId, motive: motive() });
	const run = async (act: Act) => {
		const answer = await api.support.actOnRun.mutate(act);
		done();
		return answer;
	};
	return {
		async previewEnd() {
			// Routines go by no name here: their titles are the subscription's.
			return { ...(await api.support.previewStop.query({ engagementId })), routines: new Map() };
		},
		stop: (verdict) => run({ act: 'stop', ...request(), verdict }),
		withdraw: () => run({ act: 'withdraw', ...request() }),
		skip: (position) => run({ act: 'skip', ...request(), position }),
		reschedule: (position, to) => run({ act: 'reschedule', ...request(), position, to }),
		pause: () => run({ act: 'pause', ...request() }),
		resume: () => run({ act: 'resume', ...request() }),
		retry: () => run({ act: 'retry', ...request() }),
	};
}
