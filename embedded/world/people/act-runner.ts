import { minutes, seconds } from '#prisma/demo/duration.ts';
import { performAct } from './perform-act.ts';
import type { ActTools } from './perform-act.ts';

/** `setTimeout` holds no longer time. */
const LONGEST_TIMER = 2 ** 31 - 1;
const GIVE_UP_AFTER = 12;
/** Domain time before the next try: 5 s, doubled each time, 5 min at most. */
const pauseAfter = (attempts: number) => Math.min(seconds(5) * 2 ** attempts, minutes(5));

/** Lets the people act when their time has come. */
export interface ActRunner {
	/** Does, in the order of their instants, all acts that are due now. Answers when they are committed, and how many. */
	settle(): Promise<number>;
	/** Looks at the clock and at the acts anew: to be called when one of them has changed. */
	wake(): void;
	/** Lets the act at hand end and does no other. */
	stop(): Promise<void>;
}

export function createActRunner(tools: ActTools, onFault: (error: unknown) => void): ActRunner {
	const { acts, clock } = tools;
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;
	let work: Promise<unknown> = Promise.resolve();

	async function doAllDue(): Promise<number> {
		let done = 0;
		for (let act; !stopped && (act = acts.nextDue(clock.now()));) {
			try {
				await performAct(tools, act);
				done++;
			} catch (error) {
				const what = error instanceof Error ? error.message : 'unknown fault';
				if (act.attempts + 1 >= GIVE_UP_AFTER) acts.settle(act.id, 'failed', what);
				else acts.postpone(act.id, new Date(clock.now().getTime() + pauseAfter(act.attempts)), what);
				onFault(error);
			}
		}
		return done;
	}

	/** One after another, whoever asks. */
	function settle(): Promise<number> {
		const turn = work.then(doAllDue);
		work = turn.catch(() => undefined).then(wake);
		return turn;
	}

	function wake(): void {
		clearTimeout(timer);
		const next = stopped ? undefined : acts.nextAt();
		if (!next) return;
		const wait = Math.min(Math.max(next.getTime() - clock.now().getTime(), 0), LONGEST_TIMER);
		timer = setTimeout(() => void settle().catch(onFault), wait);
	}

	return {
		settle,
		wake,
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await work;
		},
	};
}
