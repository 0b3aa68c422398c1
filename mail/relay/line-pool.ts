import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import { DOT_WITHIN, sinceArmed } from './armed.ts';
import { Job, type Batch, type Refusal, type RefusedAt } from './job.ts';
import { JobQueue } from './job-queue.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { LINE_FAULTS } from './line-faults.ts';
import { LINE_LIMITS } from './line-limits.ts';
import type { LinePoolOptions } from './line-pool-options.ts';
import type { LineOwner } from './line-owner.ts';
import { Lines } from './lines.ts';
import type { OpenedLine, OpenLine } from './opened-line.ts';
import { MailsALine } from './mails-a-line.ts';
import { openingRefusal } from './opening-refusal.ts';
import { Pace } from './pace.ts';
import { RelayLine } from './relay-line.ts';
import type { RelayBatch, RelayOutcome } from './relay-mail.ts';
import type { RelayHalt, RelayPool } from './relay-pool.ts';
import { ReturnAddresses } from './return-addresses.ts';
import { Rooms } from './rooms.ts';
import { acceptedWith } from './server-id.ts';
import { settle, Suspects } from './suspects.ts';
import { Throughput } from './throughput.ts';

const ACCEPTED: RelayOutcome = { state: 'accepted' };
const isLate = ({ batch }: Job) => sinceArmed(batch.armed) > DOT_WITHIN;

/** The pool over whatever opens its connections (`RelayPool`). */
export class LinePool implements RelayPool, LineOwner {
	halt: RelayHalt | undefined;
	private readonly options: LinePoolOptions;
	private readonly queue = new JobQueue();
	private readonly lines: Lines;
	private readonly pace: Pace;
	private readonly rooms = new Rooms();
	private readonly suspects = new Suspects();
	private readonly returns = new ReturnAddresses();
	private readonly throughput = new Throughput();
	private readonly looking: NodeJS.Timeout;
	private readonly mailsALine: MailsALine;
	private isStopping = false;
	/** Mails that have no outcome yet, and those of them that a line has. */
	private underWay = 0;
	private onLines = 0;
	/** Mails that are still to come, as far as known. */
	private expected: number;
	private acceptedEver = false;
	/** What the relay said last when it took no mail, since it took one. */
	private lastSaid: Refusal | undefined;
	private slowerInARow = 0;
	private rejectedInARow = 0;
	private waking: NodeJS.Timeout | undefined;
	private whenDone: (() => void) | undefined;
	private whenLeft: (() => void) | undefined;

	constructor(open: OpenLine, options: LinePoolOptions) {
		this.options = options;
		const { profile, perSecond, signal, expected = 1 } = options;
		this.expected = expected;
		this.mailsALine = new MailsALine(profile.mailsAConnection);
		this.pace = new Pace(profile.perSecond, perSecond);
		this.lines = new Lines(open, profile.connections, {
			lineOf: (opened: OpenedLine) => new RelayLine(opened, profile.pipelines, this),
			stands: () => this.work(),
			failedToOpen: (error, isLast) => this.failedToOpen(error, isLast),
		});
		this.looking = setInterval(() => this.look(), LINE_LIMITS.lookEvery);
		signal?.addEventListener('abort', this.stop);
		if (signal?.aborted) this.stop();
	}

	room(atMost: number): Promise<number> {
		if (this.isOver) return Promise.resolve(0);
		const room = this.rooms.wait(atMost);
		this.lines.want(1);
		this.grant();
		return room;
	}

	send(batch: RelayBatch, room: number): Promise<void> {
		this.rooms.promised = Math.max(0, this.rooms.promised - room);
		let left = batch.mails.length;
		if (left === 0) return Promise.resolve();
		return new Promise((resolve) => {
			const settled: Batch = {
				armed: batch.armed,
				settle: (index, outcome) => {
					batch.settled(index, outcome);
					this.underWay -= 1;
					left -= 1;
					if (left === 0) resolve();
					if (this.underWay === 0) this.whenDone?.();
				},
			};
			this.underWay += left;
			for (const [index, make] of batch.mails.entries()) this.queue.push(new Job(settled, index, make));
			// Nothing is told before this call has answered.
			queueMicrotask(() => this.work());
		});
	}

	async close(): Promise<void> {
		this.stop();
		if (this.underWay > 0) await new Promise<void>((resolve) => (this.whenDone = resolve));
		for (const line of this.lines.standing) line.quit();
		if (this.lines.standing.size > 0) await new Promise<void>((resolve) => (this.whenLeft = resolve));
		clearInterval(this.looking);
		clearTimeout(this.waking);
		this.options.signal?.removeEventListener('abort', this.stop);
	}

	next(line: RelayLine): Job | undefined {
		if (line.begun >= this.mailsALine.atMost) {
			if (line.isIdle) line.quit();
			return undefined;
		}
		this.giveUpLate();
		if (this.isOver || this.queue.size === 0) return undefined;
		const now = performance.now();
		const wait = this.pace.wait(now);
		if (wait > 0) return void this.wake(wait);
		const job = this.queue.takeWritten();
		if (!job) return undefined;
		this.pace.begin(now);
		this.onLines += 1;
		this.expected -= job.tries === 0 ? 1 : 0;
		job.tries += 1;
		this.returns.begin(job);
		if (this.rooms.isAwaited) this.grant();
		return job;
	}

	mayNotLeave(job: Job): DeliveryFault | undefined {
		if (this.isStopping) return LINE_FAULTS.stopped;
		if (this.halt) return this.halt.fault;
		return isLate(job) ? LINE_FAULTS.tooLate : undefined;
	}

	accepted(job: Job, words: string): void {
		this.onLines -= 1;
		this.throughput.count();
		this.lines.worked();
		this.acceptedEver = true;
		this.slowerInARow = this.rejectedInARow = 0;
		this.lastSaid = undefined;
		this.suspects.wereMeant();
		job.batch.settle(job.index, acceptedWith(words, this.options.profile));
	}

	refused(job: Job, at: RefusedAt, words: string, line: RelayLine): void {
		this.onLines -= 1;
		const { means, ...refusal } = judgeRefusal(at, words, line.answered);
		if (this.returns.isRefused(job, at, refusal.fault)) return this.again(job, refusal);
		const mayBeKept = at === 'dot' && words.startsWith('4');
		if (means === 'accepted') return job.batch.settle(job.index, ACCEPTED);
		if (means === 'rejected') {
			settle(job, 'rejected', refusal);
			this.rejectedInARow += 1;
			if (this.rejectedInARow >= LINE_LIMITS.rejectedInARow) this.stopFor(refusal);
			return;
		}
		if (means === 'doubtful') return this.hold(job, refusal, mayBeKept);
		if (means === 'slower' || words.startsWith('421')) this.lastSaid = refusal;
		if (means === 'slower') this.slowDown(refusal);
		if (mayBeKept && words.startsWith('421') && ++job.closedAfterDot > 1)
			return this.hold(job, refusal, mayBeKept);
		this.again(job, refusal);
	}

	impossible(job: Job, fault: DeliveryFault): void {
		this.onLines -= 1;
		settle(job, 'rejected', { fault });
	}

	givenBack(job: Job, fault: DeliveryFault, reply?: string): void {
		this.onLines -= 1;
		const refusal = reply === undefined ? { fault } : { fault, reply };
		if (job.tries >= LINE_LIMITS.tries && fault.matter !== 'ours') this.hold(job, refusal, false);
		else this.again(job, refusal);
	}

	unknown(job: Job, fault: DeliveryFault): void {
		this.onLines -= 1;
		settle(job, 'unknown', { fault });
	}

	gone(line: RelayLine, fault: DeliveryFault): void {
		const isOurs = fault.matter === 'ours';
		if (!isOurs) this.mailsALine.learnFrom(line.answered);
		this.lines.gone(line, isOurs || line.answered > 0 || line.begun === 0);
		if (this.lines.standing.size === 0) this.whenLeft?.();
		if (this.lines.isGivenUp) this.stopFor(this.lastSaid ?? { fault: LINE_FAULTS.cut });
		this.work();
	}

	private get isOver(): boolean {
		return this.isStopping || this.halt !== undefined;
	}

	/** It waits for another line, or is given up where nothing may begin any more. */
	private again(job: Job, refusal: Refusal): void {
		if (this.mayNotLeave(job)) return settle(job, 'unsent', refusal);
		job.last = refusal;
		this.queue.pushAgain(job);
		this.work();
	}

	private hold(job: Job, refusal: Refusal, mayBeKept: boolean): void {
		if (this.suspects.hold({ job, mayBeKept, ...refusal })) this.stopFor(this.suspects.first!);
	}

	private slowDown(refusal: Refusal): void {
		const now = performance.now();
		if (!this.pace.slowDown(now, this.throughput.perSecond(now))) return;
		this.slowerInARow += 1;
		if (this.slowerInARow >= LINE_LIMITS.slowerInARow) return this.stopFor(refusal);
		this.options.onPace?.({ perSecond: this.pace.perSecond, ...refusal });
	}

	private failedToOpen(error: unknown, isLast: boolean): void {
		const { isForNow, ...refusal } = openingRefusal(error);
		if (isLast || !isForNow) this.stopFor(refusal);
	}

	/** Nothing begins any more: it is everybody's matter, or nobody's. */
	private stopFor({ fault, reply }: Refusal): void {
		this.halt ??= { fault, ...(reply === undefined ? {} : { reply }) };
		this.suspects.wereNotMeant();
		this.giveUpWaiting(this.halt);
	}

	private readonly stop = (): void => {
		this.isStopping = true;
		this.giveUpWaiting({ fault: LINE_FAULTS.stopped });
		this.decideSuspects();
	};

	private giveUpWaiting(refusal: Refusal): void {
		this.lines.stop();
		this.rooms.close();
		for (const job of this.queue.takeAll()) settle(job, 'unsent', job.last ?? refusal);
		this.lookAtLines();
	}

	private grant(): void {
		const now = performance.now();
		const measured = this.throughput.perSecond(now) || this.options.profile.connections;
		const perSecond = Math.min(this.pace.perSecond ?? Infinity, measured);
		if (this.lines.standing.size > 0 && this.pace.wait(now) < LINE_LIMITS.longestPause)
			this.rooms.grant(this.queue.size, perSecond);
	}

	private wake(after: number): void {
		this.waking ??= setTimeout(() => {
			this.waking = undefined;
			this.work();
		}, after);
	}

	private work(): void {
		const coming = this.rooms.isAwaited ? Math.max(1, this.expected) : 0;
		this.lines.want(Math.max(this.queue.size + this.onLines, coming));
		for (const line of this.lines.standing) {
			if (this.queue.size === 0) break;
			line.begin();
		}
		if (this.rooms.isAwaited) this.grant();
	}

	private lookAtLines(now = performance.now()): void {
		for (const line of this.lines.standing)
			line.look(now, this.options.replyWithin ?? LINE_LIMITS.replyWithin);
	}

	/** What waits too long is told so, also where no line comes for it. */
	private giveUpLate(): void {
		for (let first = this.queue.first; first && isLate(first); first = this.queue.first)
			settle(this.queue.take()!, 'unsent', first.last ?? { fault: LINE_FAULTS.tooLate });
	}

	/** Nothing more will tell whose matter these refusals are. */
	private decideSuspects(): void {
		const first = this.suspects.first;
		if (!first) return;
		const { matter } = first.fault;
		if (this.acceptedEver && (matter === 'recipient' || matter === 'message')) this.suspects.wereMeant();
		else if (this.isOver) this.suspects.wereNotMeant();
		else this.stopFor(first);
	}

	private look(): void {
		const now = performance.now();
		this.giveUpLate();
		this.throughput.measure(now, this.queue.size > 0);
		this.lookAtLines();
		if (this.pace.recover(now)) this.options.onPace?.({ perSecond: this.pace.perSecond });
		if (this.onLines === 0 && this.queue.size === 0 && this.rooms.promised === 0) this.decideSuspects();
		if (this.suspects.first && isLate(this.suspects.first.job)) this.decideSuspects();
		this.work();
	}
}
