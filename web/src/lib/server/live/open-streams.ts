/** Streams that one person may have open at once in one web process: more tabs than anybody reads. */
const AT_MOST = 20;
/** How often the sessions behind open streams are looked up, in milliseconds: one that ran out is announced by nobody. */
const LOOKED_UP_EVERY = 60_000;

/** Why the server ended a stream: its session is over, or the person opened newer ones. */
export type StreamEnd = 'session' | 'crowded';

/** One open stream: follow it until `signal` aborts, then say why, and close it in any case. */
export interface OpenStream {
	signal: AbortSignal;
	/** Undefined: the reader went away. */
	readonly end: StreamEnd | undefined;
	close(): void;
}

/** The live streams of this web process: none outlives its session, and nobody has them without limit. */
export interface OpenStreams {
	/** Opens one more; the person's oldest ends where there are too many. */
	open(of: { sessionId: string; userId: string }, signal?: AbortSignal): OpenStream;
	/** A session is over: its streams end at once. */
	endSession(sessionId: string): void;
	/** Ends the streams whose session ran out, or went while nobody listened. */
	lookUp(): Promise<void>;
	close(): void;
}

/** @param openSessions which of these sessions are still open. */
export function createOpenStreams(
	openSessions: (sessionIds: string[]) => Promise<ReadonlySet<string>>,
): OpenStreams {
	/** In the order in which they were opened. */
	const streams = new Set<Stream>();

	async function lookUp(): Promise<void> {
		const asked = [...new Set([...streams].map(({ sessionId }) => sessionId))];
		if (asked.length === 0) return;
		const open = await openSessions(asked);
		for (const sessionId of asked) if (!open.has(sessionId)) endSession(sessionId);
	}

	function endSession(sessionId: string): void {
		for (const stream of streams) if (stream.sessionId === sessionId) stream.endBecause('session');
	}

	// A database that does not answer is asked again; the next request of the page meets it too.
	const timer = setInterval(() => void lookUp().catch(() => {}), LOOKED_UP_EVERY);
	timer.unref();
	return {
		open({ sessionId, userId }, signal) {
			const theirs = [...streams].filter((stream) => stream.userId === userId);
			for (const stream of theirs.slice(0, Math.max(0, theirs.length + 1 - AT_MOST))) {
				stream.endBecause('crowded');
				streams.delete(stream);
			}
			const stream = new Stream(sessionId, userId, signal, () => streams.delete(stream));
			streams.add(stream);
			return stream;
		},
		endSession,
		lookUp,
		close: () => clearInterval(timer),
	};
}

class Stream implements OpenStream {
	readonly sessionId: string;
	readonly userId: string;
	readonly signal: AbortSignal;
	readonly close: () => void;
	end: StreamEnd | undefined;
	#ending = new AbortController();

	constructor(sessionId: string, userId: string, reader: AbortSignal | undefined, close: () => void) {
		this.sessionId = sessionId;
		this.userId = userId;
		this.close = close;
		this.signal = reader ? AbortSignal.any([reader, this.#ending.signal]) : this.#ending.signal;
	}

	endBecause(end: StreamEnd): void {
		this.end = end;
		this.#ending.abort();
	}
}
