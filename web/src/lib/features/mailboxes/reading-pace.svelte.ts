/** How long a first reading takes yet, from what was seen of it while the page stood open. */
export class ReadingPace {
	private first: { at: number; read: number } | undefined;
	/** Minutes that are left, at least one; undefined as long as nobody can say. */
	minutes = $state<number>();

	/** Takes in how far it is at an instant of the wall clock (milliseconds). */
	see(read: number, total: number, at: number): void {
		if (!this.first || read < this.first.read) this.first = { at, read };
		const done = read - this.first.read;
		const perMillisecond = done / (at - this.first.at);
		this.minutes = done > 0 ? Math.max(1, Math.ceil((total - read) / perMillisecond / 60_000)) : undefined;
	}
}
