import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How fast one host is connected to, over all mailboxes of this process: a host that dropped all connections at once is not
 * met by all of them at once, and no other host waits for it (docs/design/imap.md#reconnecting).
 */
export class HostPace {
	private readonly perSecond: number;
	private readonly apart: number;
	/** When the next connection to a host may begin. */
	private readonly nextAt = new Map<string, number>();
	/** When the last ones began, as many as may in a second. */
	private readonly begunAt = new Map<string, readonly number[]>();

	/** @param perSecond connections to one host. */
	constructor(perSecond: number) {
		this.perSecond = perSecond;
		this.apart = 1_000 / perSecond;
	}

	/** Takes the next turn of a host. @returns milliseconds from `now` until it. */
	take(host: string, now: number): number {
		// Hosts that nobody waits for are forgotten.
		for (const [other, at] of this.nextAt) if (at <= now) this.nextAt.delete(other);
		for (const [other, at] of this.begunAt) if (at.at(-1)! + 1_000 <= now) this.begunAt.delete(other);
		const at = Math.max(now, this.nextAt.get(host) ?? now);
		this.nextAt.set(host, at + this.apart);
		return at - now;
	}

	/** Waits for it; ends early, without an error, where the signal comes. */
	async turn(host: string, signal: AbortSignal): Promise<void> {
		let wait = this.take(host, performance.now());
		// What wakes up late on a busy machine would go all at once.
		do {
			if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
			const last = this.begunAt.get(host) ?? [];
			wait = (last.at(-this.perSecond) ?? -Infinity) + 1_000 - performance.now();
		} while (wait > 0 && !signal.aborted);
		if (signal.aborted) return;
		const begun = [...(this.begunAt.get(host) ?? []), performance.now()];
		this.begunAt.set(host, begun.slice(-this.perSecond));
	}
}
