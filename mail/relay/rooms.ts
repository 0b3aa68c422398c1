/** Seconds of sending that a window holds at most. */
const WINDOW_LASTS = 2;
/** Seconds of sending that wait in all. */
const ALL_LAST = 3;
/** Windows that wait in all. */
const WINDOWS = 4;

interface Waiting {
	readonly atMost: number;
	answer(mails: number): void;
}

/** Decides for how many mails a window may be armed, so that none waits long for its line and no line for a mail. */
export class Rooms {
	/** Mails that were promised a place and were not given yet. */
	promised = 0;
	private readonly waiting: Waiting[] = [];

	get isAwaited(): boolean {
		return this.waiting.length > 0;
	}

	/** @param atMost Mails that whoever waits would arm at once. */
	wait(atMost: number): Promise<number> {
		return new Promise((answer) => this.waiting.push({ atMost, answer }));
	}

	/**
	 * Answers those who wait as far as there is room.
	 *
	 * @param queued Mails that wait for a line.
	 * @param perSecond What leaves in a second now.
	 */
	grant(queued: number, perSecond: number): void {
		for (let first = this.waiting[0]; first; first = this.waiting[0]) {
			const size = Math.max(1, Math.min(first.atMost, Math.floor(perSecond * WINDOW_LASTS)));
			const most = Math.max(size, Math.min(first.atMost * WINDOWS, perSecond * ALL_LAST));
			if (queued + this.promised + size > most) return;
			this.promised += size;
			this.waiting.shift();
			first.answer(size);
		}
	}

	/** Nothing more is taken. */
	close(): void {
		for (const { answer } of this.waiting.splice(0)) answer(0);
	}
}
