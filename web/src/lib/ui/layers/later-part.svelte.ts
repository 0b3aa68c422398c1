/** Pauses between two tries to load what is wanted, in milliseconds; the last one repeats. */
const PAUSES = [250, 500, 1_000, 2_000];

/** A part of the page whose code comes after its first look. */
export class LaterPart<Part> {
	/** Undefined until it is there. */
	part = $state.raw<Part>();
	readonly #load: () => Promise<{ default: Part }>;

	constructor(load: () => Promise<{ default: Part }>) {
		this.#load = load;
	}

	/** Fetches it ahead; where that does not work now, it is fetched when it is wanted. */
	async fetch(): Promise<void> {
		const loaded = await this.#load().catch(() => undefined);
		if (loaded) this.part = loaded.default;
	}

	/** Fetches it until it is there, for somebody who waits for it: the network may be away for a while. Answers how to stop. */
	want(): () => void {
		let isOver = false;
		void (async () => {
			await this.fetch();
			for (let tries = 0; !this.part && !isOver; tries++) {
				await new Promise((done) => setTimeout(done, PAUSES[Math.min(tries, PAUSES.length - 1)]));
				if (!isOver) await this.fetch();
			}
		})();
		return () => (isOver = true);
	}
}
