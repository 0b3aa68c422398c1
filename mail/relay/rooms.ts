import { newsletterLimits } from '#platform/newsletter-limits.ts';

const { windowAtMost } = newsletterLimits;
/** Seconds of sending that a window holds at most. */
const WINDOW_LASTS = 2;
/** Seconds of sending that wait in all. */
const ALL_LAST = 3;
/** Windows that wait in all. */
const WINDOWS = 4;

/** Decides for how many mails a window may be armed, so that none waits long for its line and no line for a mail. */
export class Rooms {
	/** Mails that were promised a place and were not given yet. */
	promised = 0;
	private readonly waiting: ((mails: number) => void)[] = [];

	get isAwaited(): boolean {
		return this.waiting.length > 0;
	}

	wait(): Promise<number> {
		return new Promise((resolve) => this.waiting.push(resolve));
	}

	/**
	 * Answers those who wait as far as there is room.
	 *
	 * @param queued Mails that wait for a line.
	 * @param perSecond What leaves in a second now.
	 */
	grant(queued: number, perSecond: number): void {
		const size = Math.max(1, Math.min(windowAtMost, Math.floor(perSecond * WINDOW_LASTS)));
		const most = Math.max(size, Math.min(windowAtMost * WINDOWS, perSecond * ALL_LAST));
		while (this.waiting.length > 0 && queued + this.promised + size <= most) {
			this.promised += size;
			this.waiting.shift()!(size);
		}
	}

	/** Nothing more is taken. */
	close(): void {
		for (const resolve of this.waiting.splice(0)) resolve(0);
	}
}
