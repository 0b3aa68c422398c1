import { z } from 'zod';
import { listen } from '#platform/database/listen.ts';
import type { Change } from '#lib/app/live/change.ts';
import { RecentNews } from './recent-news.ts';

const payload = z.union([
	/** Of the rows that one statement changed (0008_announcements.sql): one, a few, or how many. */
	z.object({
		subscription: z.uuid(),
		kind: z.string(),
		id: z.string(),
		ids: z.array(z.string()).optional(),
		count: z.int().optional(),
	}),
	/** Of the table of sessions (0003_sign_in_limits.sql). */
	z.object({ endedSession: z.string() }),
]);

/** What a reader is told: what changed, or that changes may have been missed. */
export type LiveNews = Change | { kind: 'missed' };

/** Changes of rows as they are committed, told to every open page of their subscription. */
export interface LiveChanges {
	/** This moment: what a page was read at, for `follow`. */
	mark(): string;
	/**
	 * News of one subscription until `signal` aborts; identical news that nobody has taken yet is told once.
	 *
	 * @param since a `mark`: what changed after it is told first. Undefined: from now on.
	 */
	follow(subscriptionId: string, signal: AbortSignal, since?: string): AsyncGenerator<LiveNews>;
	close(): Promise<void>;
}

/** A page that is not read for long is told to refetch instead of keeping everything it missed. */
const KEPT_AT_MOST = 500;
const MISSED: LiveNews = { kind: 'missed' };

/**
 * One LISTEN connection for the whole process (channel `refrain`, ids only). There is no log to resume: after a
 * lost connection every page is told that it may have missed something, and refetches.
 *
 * @param onSessionEnded told of each session that was signed out or revoked, wherever.
 */
export async function startLiveChanges(
	url: string,
	onSessionEnded: (sessionId: string) => void = () => {},
): Promise<LiveChanges> {
	const readers = new Set<Reader>();
	const recent = new RecentNews();
	const listener = await listen({
		url,
		role: 'refrain_app',
		channel: 'refrain',
		onNotification(text) {
			const parsed = payload.safeParse(parseJson(text));
			if (!parsed.success) return;
			if ('endedSession' in parsed.data) return onSessionEnded(parsed.data.endedSession);
			const { subscription, kind, id, ids = [id], count } = parsed.data;
			const told = count === undefined ? ids : [null];
			for (const id of told) recent.add(subscription, { kind, id });
			for (const reader of readers) {
				if (reader.subscriptionId === subscription) for (const id of told) reader.tell({ kind, id });
			}
		},
		onReconnect() {
			recent.forget();
			for (const reader of readers) reader.tell({ kind: 'missed' });
		},
	});
	return {
		mark: () => recent.mark(),
		async *follow(subscriptionId, signal, since) {
			const reader = new Reader(subscriptionId);
			readers.add(reader);
			if (since !== undefined)
				for (const news of recent.since(since, subscriptionId) ?? [MISSED]) reader.tell(news);
			const wake = () => reader.wake();
			signal.addEventListener('abort', wake);
			try {
				while (!signal.aborted) {
					yield* reader.take();
					await reader.news(signal);
				}
			} finally {
				signal.removeEventListener('abort', wake);
				readers.delete(reader);
			}
		},
		close: () => listener.close(),
	};
}

class Reader {
	readonly subscriptionId: string;
	#waiting = new Map<string, LiveNews>();
	#wake: (() => void) | undefined;

	constructor(subscriptionId: string) {
		this.subscriptionId = subscriptionId;
	}

	/** Where something may have been missed nothing else is kept: the page fetches all it shows. */
	tell(news: LiveNews): void {
		if (this.#waiting.has(MISSED.kind)) return;
		const key = JSON.stringify(news);
		if (news.kind === MISSED.kind || this.#waiting.size >= KEPT_AT_MOST) {
			this.#waiting.clear();
			this.#waiting.set(MISSED.kind, MISSED);
		} else this.#waiting.set(key, news);
		this.wake();
	}

	take(): LiveNews[] {
		const taken = [...this.#waiting.values()];
		this.#waiting.clear();
		return taken;
	}

	async news(signal: AbortSignal): Promise<void> {
		if (this.#waiting.size > 0 || signal.aborted) return;
		await new Promise<void>((resolve) => (this.#wake = resolve));
		this.#wake = undefined;
	}

	wake(): void {
		this.#wake?.();
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
