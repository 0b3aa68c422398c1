/** Milliseconds after a refusal in which nothing is begun, and in which further ones ask for the same. */
const PAUSE = 1_000;
/** Milliseconds without a refusal after which a little more is tried. */
const QUIET = 10_000;
const FASTER = 1.1;
const SLOWER = 0.5;
/** Mails a second: one a minute. */
const SLOWEST = 1 / 60;
/** Milliseconds of the pace that may be caught up on after a moment in which nothing was there to begin. */
const CATCHING_UP = 250;

/** How fast mails may be begun: half as fast when the relay asks for less, then slowly more. Times are monotonic. */
export class Pace {
	/** Mails a second; undefined: as fast as they are answered. */
	perSecond: number | undefined;
	private readonly most: number | undefined;
	/** From which on the relay's own answers are the only limit again. */
	private free = Infinity;
	private nextAt = 0;
	private changedAt = -Infinity;

	/** @param most Mails a second that are never exceeded. */
	constructor(most: number | undefined, perSecond: number | undefined) {
		this.most = most;
		this.perSecond = perSecond ?? most;
	}

	/** Milliseconds until a mail may be begun. */
	wait(now: number): number {
		return Math.max(0, this.nextAt - now);
	}

	/** A mail is begun. */
	begin(now: number): void {
		if (this.perSecond === undefined) return;
		this.nextAt = Math.max(this.nextAt, now - CATCHING_UP) + 1_000 / this.perSecond;
	}

	/**
	 * The relay asked for less.
	 *
	 * @param measured Mails a second that it has taken lately.
	 * @returns Whether this changed anything: refusals of one moment count once.
	 */
	slowDown(now: number, measured: number): boolean {
		if (now - this.changedAt < PAUSE) return false;
		const from = this.perSecond === undefined ? measured : Math.min(this.perSecond, Math.max(measured, 1));
		if (this.perSecond === undefined) this.free = Math.max(measured * 2, 1);
		this.perSecond = Math.max(SLOWEST, from * SLOWER);
		this.nextAt = now + PAUSE;
		this.changedAt = now;
		return true;
	}

	/** @returns Whether a little more is tried from now on. */
	recover(now: number): boolean {
		if (this.perSecond === undefined || this.perSecond === this.most) return false;
		if (now - this.changedAt < QUIET) return false;
		this.changedAt = now;
		const more = Math.min(this.perSecond * FASTER, this.most ?? Infinity);
		this.perSecond = this.most === undefined && more > this.free ? undefined : more;
		return true;
	}
}
