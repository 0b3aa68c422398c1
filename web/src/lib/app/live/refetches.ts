/** The changes of one commit come one after the other and are fetched together, in milliseconds. */
const GATHER = 50;
/** From the beginning of a refetch to that of the next, in milliseconds: what comes meanwhile is fetched together then. */
const APART = 1_000;
/** A refetch that is not answered holds the next one back no longer than this, in milliseconds: its line may be dead. */
const GIVEN_UP_AFTER = 10_000;

/**
 * When a page fetches again: at once for a first change, then at most once a second however many follow, and never two at
 * once. What is asked for while a refetch runs gives exactly one more.
 */
export class Refetches {
	readonly #fetch: () => Promise<void>;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isAsked = false;
	#isRunning = false;
	#begunAt = -APART;

	constructor(fetch: () => Promise<void>) {
		this.#fetch = fetch;
	}

	/** Something changed. */
	ask(): void {
		if (this.#isAsked) return;
		this.#isAsked = true;
		if (!this.#isRunning) this.#schedule();
	}

	/** Forgets what was asked for and not begun. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#isAsked = false;
	}

	#schedule(): void {
		const wait = Math.max(GATHER, this.#begunAt + APART - performance.now());
		this.#timer = setTimeout(() => void this.#begin(), wait);
	}

	async #begin(): Promise<void> {
		this.#isAsked = false;
		this.#isRunning = true;
		this.#begunAt = performance.now();
		let givingUp: ReturnType<typeof setTimeout> | undefined;
		await Promise.race([
			// A page that cannot be fetched shows what it has; the connection's own mark says why.
			this.#fetch().catch(() => undefined),
			new Promise<void>((resolve) => (givingUp = setTimeout(resolve, GIVEN_UP_AFTER))),
		]);
		clearTimeout(givingUp);
		this.#isRunning = false;
		if (this.#isAsked) this.#schedule();
	}
}
