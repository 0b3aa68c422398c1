import { parseHead } from '../parse-head.ts';
import { UnreadableMail } from '../parsed-mail.ts';
import type { MailHead, UnreadableCode } from '../parsed-mail.ts';
import type { ReadingGround, ReadMail } from '../read-mail.ts';
import { BoundedThread } from './bounded-thread.ts';
import type { ThreadLimits } from './bounded-thread.ts';
import { FairTurns } from './fair-turns.ts';
import type { ReadingAnswer, ReadingTask } from './reading-task.ts';

/** What may be used to read strangers' mail. */
export interface ReadingLimits extends ThreadLimits {
	readonly threads: number;
}

/** A header, or why there is none; then `head` is that of a mail without a header. */
export interface ReadHead {
	readonly head: MailHead;
	readonly unreadable?: UnreadableCode;
}

/** Reads strangers' mail in threads of its own. One a process; a mailbox's mails are read one after the other. */
export interface MailReader {
	/** Headers in their order. One that cannot be read spoils no other. */
	heads(mailboxId: string, blocks: readonly Buffer[]): Promise<ReadHead[]>;
	/** @throws UnreadableMail also where reading it took too much. */
	mail(mailboxId: string, source: Buffer, ground: ReadingGround): Promise<ReadMail>;
	/** The last lines that its writer wrote, signature included (`readEnding`). @throws UnreadableMail as above. */
	ending(mailboxId: string, source: Buffer): Promise<readonly string[]>;
	/** Ends the threads. */
	close(): Promise<void>;
}

/**
 * @param limits For one task; threads begin with the first one.
 * @param entry What a thread runs.
 */
export function createMailReader(
	{ threads: count, ...limits }: ReadingLimits,
	entry = new URL('./reading-thread.ts', import.meta.url),
): MailReader {
	const threads = Array.from({ length: count }, () => new BoundedThread(entry, limits));
	const turns = new FairTurns(count);

	async function run<Kind extends ReadingTask['kind']>(
		mailboxId: string,
		task: ReadingTask & { kind: Kind },
	): Promise<Extract<ReadingAnswer, { kind: Kind }>> {
		const answer = await turns.take(mailboxId, (place) => threads[place]!.run(task));
		if (answer.kind === 'unreadable') throw new UnreadableMail(answer.code);
		if (answer.kind === 'failed') throw new Error(answer.stack);
		return answer as Extract<ReadingAnswer, { kind: Kind }>;
	}

	async function headsOf(mailboxId: string, blocks: readonly Uint8Array[]): Promise<ReadHead[]> {
		try {
			const { heads } = await run(mailboxId, { kind: 'heads', blocks });
			return heads.map((head) => ({ head }));
		} catch (error) {
			if (!(error instanceof UnreadableMail)) throw error;
			if (blocks.length === 1) return [{ head: parseHead(Buffer.alloc(0)), unreadable: error.code }];
			const found: ReadHead[] = [];
			for (const block of blocks) found.push(...(await headsOf(mailboxId, [block])));
			return found;
		}
	}

	return {
		heads: (mailboxId, blocks) => headsOf(mailboxId, blocks.map(ownBytes)),
		mail: async (mailboxId, source, ground) =>
			(await run(mailboxId, { kind: 'mail', source: ownBytes(source), ...ground })).mail,
		ending: async (mailboxId, source) =>
			(await run(mailboxId, { kind: 'ending', source: ownBytes(source) })).lines,
		async close() {
			await Promise.all(threads.map((thread) => thread.close()));
		},
	};
}

/** A Buffer may be a small view of a large memory, all of which would be copied to the thread. */
const ownBytes = (bytes: Buffer) => new Uint8Array(bytes);
