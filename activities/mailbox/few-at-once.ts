/** Lets a few pieces of work go on at a time, the others wait in their order. */
export class FewAtOnce {
	private free: number;
	private readonly waiting: (() => void)[] = [];

	constructor(most: number) {
		this.free = most;
	}

	/** @throws what `work` throws; its place is free then as well. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}
