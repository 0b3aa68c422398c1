/** A place, by its number from 0. */
type Place = number;

interface Waiting {
	readonly key: string;
	readonly begin: (place: Place) => void;
}

/** Used time counts half after so many milliseconds. */
const HALF_AFTER = 60_000;
/** Who used more than this lately, in milliseconds, leaves one place to the others. */
const MUCH = 1_000;

/**
 * Turns on a few places. Each key has one turn at a time, whoever used least lately comes first, and those who used much
 * never hold all places: so that nobody waits for what another's mails take (docs/design/reading.md#strangers).
 */
export class FairTurns {
	private readonly places: number;
	private readonly free: Place[];
	private readonly waiting: Waiting[] = [];
	private readonly running = new Set<string>();
	private readonly used = new Map<string, { time: number; at: number }>();

	constructor(places: number) {
		this.places = places;
		this.free = Array.from({ length: places }, (_, place) => place);
	}

	/** Does `work` in the next turn of `key`; what it answers or throws is passed on. */
	async take<Answer>(key: string, work: (place: Place) => Promise<Answer>): Promise<Answer> {
		const place = await new Promise<Place>((begin) => {
			this.waiting.push({ key, begin });
			this.begin();
		});
		const since = performance.now();
		try {
			return await work(place);
		} finally {
			this.note(key, performance.now() - since);
			this.running.delete(key);
			this.free.push(place);
			this.begin();
		}
	}

	private begin(): void {
		while (this.free.length > 0) {
			const next = this.next();
			if (!next) return;
			this.waiting.splice(this.waiting.indexOf(next), 1);
			this.running.add(next.key);
			next.begin(this.free.shift()!);
		}
	}

	private next(): Waiting | undefined {
		const slow = [...this.running].filter((key) => this.usedBy(key) > MUCH).length;
		const roomForSlow = slow < Math.max(1, this.places - 1);
		let best: Waiting | undefined;
		let least = Infinity;
		for (const one of this.waiting) {
			if (this.running.has(one.key)) continue;
			const used = this.usedBy(one.key);
			if (used >= least || (used > MUCH && !roomForSlow)) continue;
			best = one;
			least = used;
		}
		return best;
	}

	private usedBy(key: string): number {
		const used = this.used.get(key);
		return used ? used.time * 0.5 ** ((performance.now() - used.at) / HALF_AFTER) : 0;
	}

	private note(key: string, time: number): void {
		this.used.set(key, { time: this.usedBy(key) + time, at: performance.now() });
		if (this.used.size < 10_000) return;
		for (const known of this.used.keys()) if (this.usedBy(known) < 1) this.used.delete(known);
	}
}
