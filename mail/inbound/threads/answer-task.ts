import { parseHead } from '../parse-head.ts';
import { UnreadableMail } from '../parsed-mail.ts';
import { readMail } from '../read-mail.ts';
import { readEnding } from '../signature/read-ending.ts';
import type { ReadingAnswer, ReadingTask } from './reading-task.ts';

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
	Buffer.from(buffer, byteOffset, byteLength);

/** Reads what a task holds; never throws. */
export async function answerTask(task: ReadingTask): Promise<ReadingAnswer> {
	try {
		if (task.kind === 'heads')
			return { kind: 'heads', heads: task.blocks.map((block) => parseHead(asBuffer(block))) };
		if (task.kind === 'ending') return { kind: 'ending', lines: await readEnding(asBuffer(task.source)) };
		return { kind: 'mail', mail: await readMail(asBuffer(task.source), task) };
	} catch (error) {
		if (error instanceof UnreadableMail) return { kind: 'unreadable', code: error.code };
		return { kind: 'failed', stack: String((error as Error)?.stack ?? error) };
	}
}
