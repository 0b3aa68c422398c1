import { Worker } from 'node:worker_threads';
import { UnreadableMail } from '../parsed-mail.ts';
import type { ReadingAnswer, ReadingTask, ThreadMessage } from './reading-task.ts';

/** What one task may take. */
export interface ThreadLimits {
	/** Milliseconds of the thread's processor time: a busy machine makes no mail hostile. */
	readonly processor: number;
	/** Milliseconds of the clock, for what waits without computing. */
	readonly clock: number;
	/** Megabytes of the thread's heap. */
	readonly memory: number;
}

/** How often a task is measured, in milliseconds. */
const MEASURE_EVERY = 100;
/** Within so many milliseconds a thread begins, or this machine cannot begin one. */
const BEGINS_WITHIN = 120_000;

interface Begun {
	readonly worker: Worker;
	/** Microseconds of processor time before the task in hand. */
	used: number;
}

/** A thread for one task at a time, killed and begun anew where a task takes too much. */
export class BoundedThread {
	private readonly entry: URL;
	private readonly limits: ThreadLimits;
	private begun: Promise<Begun> | undefined;

	/** @param entry The file that the thread runs; it says that it is ready, then answers each task. */
	constructor(entry: URL, limits: ThreadLimits) {
		this.entry = entry;
		this.limits = limits;
	}

	/**
	 * @throws UnreadableMail `took-too-long`, `took-too-much-memory`, `reader-died`: the task is what killed the thread.
	 * @throws Error where no thread could begin, which says nothing of the task.
	 */
	async run(task: ReadingTask): Promise<ReadingAnswer> {
		this.begun ??= begin(this.entry, this.limits).catch((error: unknown) => {
			this.begun = undefined;
			throw error;
		});
		const begun = await this.begun;
		try {
			return await this.measured(begun, task);
		} catch (error) {
			this.begun = undefined;
			await begun.worker.terminate();
			throw error;
		}
	}

	/** Ends the thread; a task in hand fails. */
	async close(): Promise<void> {
		const begun = await this.begun?.catch(() => undefined);
		this.begun = undefined;
		await begun?.worker.terminate();
	}

	private measured(begun: Begun, task: ReadingTask): Promise<ReadingAnswer> {
		const { worker, used } = begun;
		const { processor, clock } = this.limits;
		const until = performance.now() + clock;
		return new Promise<ReadingAnswer>((resolve, reject) => {
			const measure = setInterval(async () => {
				const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
				if (user + system - used > processor * 1_000 || performance.now() > until) fail('took-too-long');
			}, MEASURE_EVERY);
			const end = () => {
				clearInterval(measure);
				worker.off('message', answered).off('error', failed).off('exit', died);
			};
			const fail = (code: UnreadableMail['code']) => {
				end();
				reject(new UnreadableMail(code));
			};
			const answered = (message: ThreadMessage) => {
				end();
				begun.used = message.used;
				resolve(message.answer!);
			};
			const failed = (error: unknown) => fail(isOutOfMemory(error) ? 'took-too-much-memory' : 'reader-died');
			const died = () => fail('reader-died');
			worker.on('message', answered).on('error', failed).on('exit', died);
			worker.postMessage(task);
		});
	}
}

const isOutOfMemory = (error: unknown) => (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';

async function begin(entry: URL, { memory }: ThreadLimits): Promise<Begun> {
	const worker = new Worker(entry, {
		resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: memory / 4 },
		execArgv: [],
	});
	// What it has to say of its own death is heard where a task waits for it.
	worker.on('error', () => {});
	worker.unref();
	return new Promise((resolve, reject) => {
		const giveUp = setTimeout(() => end(new Error('a thread for reading did not begin')), BEGINS_WITHIN);
		const end = (error: unknown) => {
			clearTimeout(giveUp);
			worker.off('message', ready).off('error', end).off('exit', exited);
			if (error === undefined) return;
			void worker.terminate();
			reject(error);
		};
		const ready = ({ used }: ThreadMessage) => {
			end(undefined);
			resolve({ worker, used });
		};
		const exited = () => end(new Error('a thread for reading ended as it began'));
		worker.on('message', ready).on('error', end).on('exit', exited);
	});
}
