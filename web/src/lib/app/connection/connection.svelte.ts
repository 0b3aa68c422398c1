/** Whether the server answers: what the browser says, what requests met, and one small question while nobody knows. */
/** Pauses between two questions to a server that does not answer, in milliseconds; the last one repeats. */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000];
/** A server that has not answered the question within this time does not answer, in milliseconds. */
const ANSWERS_WITHIN = 4_000;

export class Connection {
	/** False from the moment nobody answers until somebody does. */
	isThere = $state(true);
	/** Acts that were sent and of which nobody knows yet whether they were done. */
	unconfirmed = $state(0);
	readonly #ask: () => Promise<boolean>;
	readonly #pauses: readonly number[];
	#answered: Promise<void> | undefined;
	#wake = () => {};

	/** @param ask whether the server answers now; `pauses` in milliseconds. */
	constructor(ask: () => Promise<boolean>, pauses: readonly number[] = PAUSES) {
		this.#ask = ask;
		this.#pauses = pauses;
	}

	/** Something spoke against the connection: asks until the server answers. */
	untilAnswered(): Promise<void> {
		this.#answered ??= this.#askOn().finally(() => (this.#answered = undefined));
		return this.#answered;
	}

	/** Whether the server answers now; false begins the asking. */
	async answers(): Promise<boolean> {
		if (await this.#ask()) return true;
		this.lost();
		return false;
	}

	/** Nobody answers, that much is known. */
	lost(): void {
		this.isThere = false;
		void this.untilAnswered();
	}

	/** There is news of the network: the next question is not waited for. */
	askNow(): void {
		this.#wake();
	}

	async #askOn(): Promise<void> {
		for (let tries = 0; !(await this.#ask()); tries++) {
			this.isThere = false;
			const pause = this.#pauses[Math.min(tries, this.#pauses.length - 1)];
			await new Promise<void>((wake) => {
				this.#wake = wake;
				setTimeout(wake, pause);
			});
		}
		this.isThere = true;
	}
}

async function askServer(): Promise<boolean> {
	if (!navigator.onLine) return false;
	const request = { cache: 'no-store', signal: AbortSignal.timeout(ANSWERS_WITHIN) } as const;
	return fetch('/health', request).then(
		({ ok }) => ok,
		() => false,
	);
}

/** The page's own connection to its server. */
export const connection = new Connection(askServer);

/** Takes the browser's word for a lost network at once, and asks again at each sign of life; call it once. */
export function followBrowser(): void {
	addEventListener('offline', () => connection.lost());
	addEventListener('online', () => connection.askNow());
	document.addEventListener('visibilitychange', () => connection.askNow());
}
