import { setTimeout as sleep } from 'node:timers/promises';
import { armWindow, WaitsNoMore, type ArmedWindow } from '#domain/newsletters/issues/arm-window.ts';
import { holdRelay, noteRelayAccepts } from '#domain/newsletters/issues/hold-relay.ts';
import type { WindowOutcomes } from '#domain/newsletters/issues/place-outcomes.ts';
import { noteHold } from '#domain/newsletters/issues/note-hold.ts';
import { notePace, noteSlowing, type Slowing } from '#domain/newsletters/issues/note-pace.ts';
import { reasonOfHalt } from '#domain/newsletters/issues/reason-of-halt.ts';
import { recordOutcomes } from '#domain/newsletters/issues/record-outcomes.ts';
import { disarmUnknown, doubtLostWindows, type TakenPart } from '#domain/newsletters/issues/take-part.ts';
import type { PlaceToSend } from '#domain/newsletters/issues/waiting-places.ts';
import { tellIssue } from '#domain/newsletters/issues/tell-issue.ts';
import { resolveTold } from '#domain/newsletters/issues/tell-owner.ts';
import type { CompiledMail } from '#mail/relay/compile-mail.ts';
import { fillMail } from '#mail/relay/fill-mail.ts';
import type { MakeMail } from '#mail/relay/relay-mail.ts';
import type { RelayHalt, RelayPace, RelayPool } from '#mail/relay/relay-pool.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Logger } from '#platform/logging.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { valuesOfPlace, type IssueToFill } from './mail-of-place.ts';
import type { OwnReturnAddress } from './return-address.ts';
import { WindowInFlight } from './window-outcomes.ts';
import { indexesToSend, WindowSource, type NextPlaces } from './window-source.ts';

/** A moment's absence of the database must not turn what is known into what nobody knows; the pauses double. */
const TRIES = 6;
const FIRST_PAUSE = 250;

/** What sends the windows of one part that this process holds. */
export interface WindowLoopOptions {
	readonly database: Database;
	readonly logger: Logger;
	readonly run: RunRef;
	readonly part: TakenPart;
	readonly pool: RelayPool;
	readonly compiled: CompiledMail;
	readonly issue: IssueToFill;
	/** The return address, and of each mail its own where it may have one. */
	readonly from: string;
	readonly ownReturnAddress: OwnReturnAddress | undefined;
	/** One mail is tried before others, since the relay refused before. */
	readonly isTry: boolean;
	readonly stop: AbortSignal;
}

/**
 * Arms one window after the other and gives its mails to the relay, several windows in flight; the outcomes of those that are
 * over are written with the next one that is armed, or a moment later where none is.
 */
export class WindowLoop {
	/** What the relay takes now, once it asked for less or bore more. */
	#pace: RelayPace | undefined;
	/** It asked for less, and this is not written yet. */
	#slowing: Slowing | undefined;
	readonly #options: WindowLoopOptions;
	readonly #source: WindowSource;
	readonly #inFlight = new Set<Promise<void>>();
	#outcomes: WindowOutcomes[] = [];
	#accepted = 0;
	/** Why a mail did not leave that waits again. */
	#whyUnsent: RelayHalt | undefined;
	/** The last window that this process knows to have armed. */
	#known: number;
	#toldAt = 0;
	#isTry: boolean;
	/** What its relay held it for is still said. */
	#isHeld: boolean;
	#doubtAt = 0;

	constructor(options: WindowLoopOptions) {
		this.#options = options;
		const { database, run, part } = options;
		this.#source = new WindowSource(database, run.subscriptionId, run.id, part);
		this.#isTry = options.isTry;
		this.#isHeld = part.isHeldByRelay;
		this.#known = part.lastWindow;
	}

	/** The pool tells how fast it sends from now on. */
	setPace(pace: RelayPace): void {
		this.#pace = pace;
		const { perSecond, fault, reply } = pace;
		if (fault && perSecond !== undefined) this.#slowing = { perSecond, words: reply };
	}

	/** @returns milliseconds until the part is worth another look. */
	async run(): Promise<number> {
		const { pool, stop } = this.#options;
		while (!stop.aborted) {
			await this.#doubtLost();
			while (this.#inFlight.size >= (this.#isTry ? 1 : newsletterLimits.windowsInFlight))
				await Promise.race(this.#inFlight);
			const room = await this.#room();
			if (room === 0) return this.#halted();
			await this.#noteTaken();
			const size = this.#isTry ? 1 : room;
			const next = await this.#source.next(size);
			if (!next) break;
			if (!(await this.#send(next, room))) break;
		}
		await Promise.all(this.#inFlight);
		await this.#noteTaken();
		if (pool.halt) return this.#halted();
		const why = this.#whyUnsent;
		if (!why || this.#accepted > 0 || stop.aborted) return 1;
		return this.#heldBy(why);
	}

	/** The last outcomes are written, also where something failed: what is known must not become uncertain. */
	async end(): Promise<void> {
		await Promise.all(this.#inFlight);
		const { run, part } = this.#options;
		for (let attempt = 1; ; attempt++) {
			try {
				return await this.#write(async (tx) => {
					await disarmUnknown(tx, { partId: run.id, fence: part.fence, known: this.#known });
					await notePace(tx, run.id, this.#pace);
					await tellIssue(tx, part.issueId);
				});
			} catch (error) {
				if (attempt === TRIES) throw error;
				await sleep(FIRST_PAUSE * 2 ** (attempt - 1));
			}
		}
	}

	/** Waits for room; what is over meanwhile is written. */
	async #room(): Promise<number> {
		const room = this.#options.pool.room(newsletterLimits.windowAtMost);
		for (;;) {
			const first = await Promise.race([
				room,
				sleep(newsletterLimits.writeWithin, undefined, { ref: false }),
			]);
			if (first !== undefined) return first;
			if (this.#outcomes.length > 0) await this.#write();
		}
	}

	/** Arms one window and lets its mails leave. False: something holds the part, or another process does. */
	async #send(next: NextPlaces, room: number): Promise<boolean> {
		const { pool, run, part } = this.#options;
		const armed = { monotonic: performance.now(), wall: Date.now() };
		let window: ArmedWindow | undefined;
		try {
			await this.#write(async (tx) => {
				const { places, again } = next;
				const wish = { issueId: part.issueId, partId: run.id, fence: part.fence, places, again };
				window = await armWindow(tx, wish);
				await this.#tell(tx);
			});
		} catch (error) {
			if (!(error instanceof WaitsNoMore)) throw error;
			this.#source.forgetWaiting();
			await pool.send({ armed, mails: [], settled() {} }, room);
			return true;
		}
		if (!window) return false;
		this.#known = window.number;
		this.#source.armed(next, window.number);
		const inFlight = new WindowInFlight(window.number, window.letters);
		const indexes = indexesToSend(next, window.letters);
		const mails = indexes.map((index) => this.#mailOf(next.places[index]!));
		const sent = pool
			.send({ armed, mails, settled: (index, outcome) => inFlight.settle(indexes[index]!, outcome) }, room)
			.then(() => {
				this.#accepted += inFlight.accepted;
				const why = inFlight.whyUnsent;
				this.#whyUnsent = why?.reply === undefined ? (this.#whyUnsent ?? why) : why;
				this.#outcomes.push(inFlight.outcomes());
				this.#inFlight.delete(sent);
			});
		this.#inFlight.add(sent);
		return true;
	}

	/** One that cannot be written did not leave, and is refused. */
	#mailOf(place: PlaceToSend): MakeMail {
		const { compiled, issue, from, ownReturnAddress: ownFrom, logger } = this.#options;
		return () => {
			try {
				const { values, returnTicket } = valuesOfPlace(issue, place, place.address!);
				const returned = ownFrom ? { from: ownFrom(returnTicket), plainFrom: from } : { from };
				const bytes = fillMail(compiled, values);
				return { ...returned, to: place.address!, envelopeId: returnTicket, bytes };
			} catch (error) {
				logger.warn({ err: error, place: place.place }, 'a mail could not be written');
				throw error;
			}
		};
	}

	/**
	 * One transaction that writes the outcomes of windows that are over, that the relay asked for less, and what else is to be
	 * done; both are kept where it fails.
	 */
	async #write(work?: (tx: Transaction) => Promise<unknown>): Promise<void> {
		const { run, part } = this.#options;
		const [outcomes, slowing] = [this.#outcomes, this.#slowing];
		this.#outcomes = [];
		this.#slowing = undefined;
		try {
			await this.#inRun(async (tx) => {
				// Asked at once, behind what the work asks first: PostgreSQL answers all of it in one round trip.
				await Promise.all([
					work?.(tx),
					noteSlowing(tx, run.id, slowing),
					recordOutcomes(tx, { partId: run.id, fence: part.fence }, outcomes),
				]);
			});
		} catch (error) {
			this.#outcomes.unshift(...outcomes);
			this.#slowing ??= slowing;
			throw error;
		}
	}

	/** Once a second at most. */
	async #tell(tx: Transaction): Promise<void> {
		if (performance.now() - this.#toldAt < newsletterLimits.tellEvery) return;
		this.#toldAt = performance.now();
		const { run, part } = this.#options;
		await notePace(tx, run.id, this.#pace);
		await tellIssue(tx, part.issueId);
	}

	/** What the process before this one left armed becomes uncertain as soon as it can write no dot. */
	async #doubtLost(): Promise<void> {
		if (performance.now() < this.#doubtAt) return;
		const { run, part } = this.#options;
		const wait = await this.#inRun((tx) => doubtLostWindows(tx, { partId: run.id, fence: part.fence }));
		this.#doubtAt = wait > 0 ? performance.now() + wait : Infinity;
	}

	/** A relay that had held the part took a mail: it leaves again. */
	async #noteTaken(): Promise<void> {
		const [isTry, isHeld] = [this.#isTry, this.#isHeld];
		if (this.#accepted === 0 || !(isTry || isHeld)) return;
		this.#isTry = this.#isHeld = false;
		const { run, part } = this.#options;
		await this.#inRun(async (tx) => {
			if (isTry) await noteRelayAccepts(tx, part.senderId);
			await noteHold(tx, run.id, null);
			await resolveTold(tx, part.issueId, 'issue-held');
		});
	}

	async #halted(): Promise<number> {
		const { pool, stop } = this.#options;
		await Promise.all(this.#inFlight);
		return pool.halt && !stop.aborted ? this.#heldBy(pool.halt) : 1;
	}

	/**
	 * The relay takes nothing more: a matter of our account holds it as any sender, anything else is tried again soon.
	 *
	 * @returns milliseconds until the part is worth another look.
	 */
	#heldBy({ fault, reply }: RelayHalt): Promise<number> {
		const { run, part } = this.#options;
		return this.#inRun(async (tx) => {
			if (await holdRelay(tx, { partId: run.id, senderId: part.senderId }, { fault, reply })) return 1;
			const { relayAgain, relayRefusedAgain } = newsletterLimits;
			const reason = reasonOfHalt(fault);
			const wait = reason === 'relay-refused' ? relayRefusedAgain : relayAgain;
			await noteHold(tx, run.id, { reason, until: new Date(tx.at.getTime() + wait), words: reply });
			return wait;
		});
	}

	#inRun<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		return this.#options.database.inSubscription(this.#options.run.subscriptionId, work);
	}
}
