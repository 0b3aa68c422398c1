import { parentPort } from 'node:worker_threads';
import type { ReadingAnswer, ReadingTask, ThreadMessage } from './reading-task.ts';

/** In a thread: says that it is ready, then answers each task with what it has used of the processor. */
export function serveTasks(answer: (task: ReadingTask) => Promise<ReadingAnswer>): void {
	const tell = (answered?: ReadingAnswer) => {
		const { user, system } = process.threadCpuUsage();
		const message: ThreadMessage = { used: user + system, ...(answered ? { answer: answered } : {}) };
		parentPort!.postMessage(message);
	};
	parentPort!.on('message', async (task: ReadingTask) => tell(await answer(task)));
	tell();
}
