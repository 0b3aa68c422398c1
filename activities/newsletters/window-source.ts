import {
	readPlaces,
	readWaitingAgain,
	type PlaceToSend,
	type WaitingAgain,
} from '#domain/newsletters/issues/waiting-places.ts';
import type { TakenPart } from '#domain/newsletters/issues/take-part.ts';
import type { Database } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';

/** Places for one window, contiguous. */
export interface NextPlaces {
	readonly places: readonly PlaceToSend[];
	/** The window of before in which they wait again; undefined: they were never armed. */
	readonly again: number | undefined;
}

/**
 * Gives the places of a part that wait, window by window: first those that were never armed, then what waits again, once each.
 * Reads a page ahead, so that memory holds no more of half a million.
 */
export class WindowSource {
	readonly #database: Database;
	readonly #subscriptionId: string;
	readonly #partId: string;
	readonly #part: TakenPart;
	#nextPlace: number;
	#page: PlaceToSend[] = [];
	#lastWindow: number;
	#again: WaitingAgain[] | undefined;

	constructor(database: Database, subscriptionId: string, partId: string, part: TakenPart) {
		this.#database = database;
		this.#subscriptionId = subscriptionId;
		this.#partId = partId;
		this.#part = part;
		this.#nextPlace = part.nextPlace;
		this.#lastWindow = part.lastWindow;
	}

	/** At most `size` places; undefined: nothing waits that was not tried. */
	async next(size: number): Promise<NextPlaces | undefined> {
		if (this.#nextPlace <= this.#part.lastPlace) {
			if (this.#page.length === 0) this.#page = await this.#read(this.#nextPlace, this.#part.lastPlace);
			return { places: this.#page.slice(0, size), again: undefined };
		}
		this.#again ??= await this.#database.inSubscription(this.#subscriptionId, (tx) =>
			readWaitingAgain(tx, this.#partId, this.#lastWindow),
		);
		const waiting = this.#again[0];
		if (!waiting) return undefined;
		const lastPlace = Math.min(waiting.lastPlace, waiting.firstPlace + size - 1);
		return { places: await this.#read(waiting.firstPlace, lastPlace), again: waiting.number };
	}

	/** A window was armed with them: others are next. */
	armed({ places, again }: NextPlaces, number: number): void {
		const behind = places.at(-1)!.place + 1;
		if (again === undefined) {
			this.#page = this.#page.slice(places.length);
			this.#nextPlace = behind;
			this.#lastWindow = number;
			return;
		}
		const waiting = this.#again!.shift()!;
		if (behind <= waiting.lastPlace) this.#again!.unshift({ ...waiting, firstPlace: behind });
	}

	/** What waits again is another by now. */
	forgetWaiting(): void {
		this.#again = undefined;
	}

	#read(firstPlace: number, lastPlace: number): Promise<PlaceToSend[]> {
		const upTo = Math.min(lastPlace, firstPlace + newsletterLimits.page - 1);
		return this.#database.inSubscription(this.#subscriptionId, (tx) =>
			readPlaces(tx, this.#part.issueId, { firstPlace, lastPlace: upTo }),
		);
	}
}
