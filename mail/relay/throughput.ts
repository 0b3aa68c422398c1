/** Milliseconds of a measurement at least. */
const SPAN = 200;
const WEIGHT = 0.3;

/** Mails that the relay accepts in a second, lately. Times are monotonic. */
export class Throughput {
	private measured = 0;
	private accepted = 0;
	private since = performance.now();

	/** 0 before anything was accepted. */
	perSecond(now: number): number {
		return this.measured || (this.accepted * 1_000) / Math.max(SPAN, now - this.since);
	}

	count(): void {
		this.accepted += 1;
	}

	/** @param isBusy Mails were there to be sent; else their absence says nothing about the relay. */
	measure(now: number, isBusy: boolean): void {
		const span = now - this.since;
		if (span < SPAN) return;
		const rate = (this.accepted * 1_000) / span;
		this.accepted = 0;
		this.since = now;
		if (isBusy || rate > this.measured)
			this.measured = this.measured === 0 ? rate : this.measured * (1 - WEIGHT) + rate * WEIGHT;
	}
}
