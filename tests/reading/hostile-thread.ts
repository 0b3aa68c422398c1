/** The thread that reads mails, in which some of them do what no parser of ours lets them do any more. */
import { answerTask } from '#mail/inbound/threads/answer-task.ts';
import type { ReadingTask } from '#mail/inbound/threads/reading-task.ts';
import { serveTasks } from '#mail/inbound/threads/serve-tasks.ts';

const bytesOf = (task: ReadingTask) => (task.kind === 'heads' ? [...task.blocks] : [task.source]);

serveTasks(async (task) => {
	const text = bytesOf(task)
		.map((bytes) => Buffer.from(bytes).toString('latin1'))
		.join('\n');
	if (text.includes('X-Attack: spin')) for (;;);
	if (text.includes('X-Attack: wait')) await new Promise(() => {});
	if (text.includes('X-Attack: exit')) process.exit(1);
	if (text.includes('X-Attack: grow')) {
		const held: number[][] = [];
		for (;;) held.push(new Array<number>(100_000).fill(held.length));
	}
	return answerTask(task);
});
