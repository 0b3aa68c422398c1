import type { OpenedLine, OpenLine } from './opened-line.ts';
import type { RelayLine } from './relay-line.ts';

/** Milliseconds after which one connection more is tried than the relay took. */
const GROWS_AFTER = 30_000;
/** Milliseconds after the first failure in a row; twice as long after each further one. */
const FIRST_PAUSE = 500;
/** Failures in a row, with no mail accepted between, after which the relay is not tried any more. */
const FAILURES_AT_MOST = 5;

/** Whom `Lines` tells of what it opened. */
export interface LinesOwner {
	lineOf(opened: OpenedLine): RelayLine;
	/** A connection stands. */
	stands(): void;
	/** @param isLast No connection stands, and it was tried often enough. */
	failedToOpen(error: unknown, isLast: boolean): void;
}

/** The connections of a pool: as many as there is work for, as the profile allows and as the relay takes. */
export class Lines {
	readonly standing = new Set<RelayLine>();
	private readonly open: OpenLine;
	private readonly owner: LinesOwner;
	private readonly most: number;
	private allowed: number;
	private growsAt = Infinity;
	private opening = 0;
	private failures = 0;
	private notBefore = 0;
	private readonly stopping = new AbortController();

	constructor(open: OpenLine, most: number, owner: LinesOwner) {
		this.open = open;
		this.most = this.allowed = most;
		this.owner = owner;
	}

	/** Opens what is missing for so much work. The first connection alone shows whether one may sign in. */
	want(work: number): void {
		const now = performance.now();
		if (this.stopping.signal.aborted || now < this.notBefore) return;
		if (now > this.growsAt) {
			this.allowed = Math.min(this.most, this.allowed + 1);
			this.growsAt = this.allowed < this.most ? now + GROWS_AFTER : Infinity;
		}
		const wanted = this.standing.size === 0 ? Math.min(1, work) : Math.min(this.allowed, work);
		while (this.standing.size + this.opening < wanted) void this.openOne();
	}

	/** A mail was accepted: the relay is there. */
	worked(): void {
		this.failures = 0;
	}

	/**
	 * A connection is gone.
	 *
	 * @param worked A mail was accepted over it.
	 */
	gone(line: RelayLine, worked: boolean): void {
		this.standing.delete(line);
		if (!worked) this.pause();
	}

	get isGivenUp(): boolean {
		return this.failures >= FAILURES_AT_MOST;
	}

	/** Opens nothing more. */
	stop(): void {
		this.stopping.abort();
	}

	private async openOne(): Promise<void> {
		this.opening += 1;
		try {
			const opened = await this.open(this.stopping.signal);
			if (this.stopping.signal.aborted) opened.socket.destroy();
			else {
				const line = this.owner.lineOf(opened);
				this.standing.add(line);
				this.owner.stands();
			}
		} catch (error) {
			if (this.stopping.signal.aborted) return;
			if (this.standing.size > 0) {
				this.allowed = this.standing.size;
				this.growsAt = performance.now() + GROWS_AFTER;
			} else {
				this.pause();
				this.owner.failedToOpen(error, this.isGivenUp);
			}
		} finally {
			this.opening -= 1;
		}
	}

	/** Failures of one moment count once. */
	private pause(): void {
		const now = performance.now();
		if (now < this.notBefore) return;
		this.notBefore = now + FIRST_PAUSE * 2 ** this.failures;
		this.failures += 1;
	}
}
