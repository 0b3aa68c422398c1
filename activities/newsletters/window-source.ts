import {
	readPlaces,
	readWaitingAgain,
	type PlaceToSend,
	type WaitingAgain,
} from '#domain/newsletters/issues/waiting-places.ts';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
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
 * A page is read while the one before leaves, so that memory holds two of half a million and no window waits for one.
 */
export class WindowSource {
	readonly #database: Database;
	readonly #subscriptionId: string;
	readonly #partId: string;
	readonly #part: TakenPart;
	#nextPlace: number;
	#page: PlaceToSend[] = [];
	/** The page behind, once it is being read. */
	#behind: Promise<PlaceToSend[]> | undefined;
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
			if (this.#page.length === 0) await this.#turnPage();
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

	async #turnPage(): Promise<void> {
		const { lastPlace } = this.#part;
		const page = this.#behind ?? this.#read(this.#nextPlace, lastPlace);
		this.#behind = undefined;
		this.#page = await page;
		const behind = this.#page.at(-1)!.place + 1;
		if (behind > lastPlace) return;
		this.#behind = this.#read(behind, lastPlace);
		// Who turns to it hears of it.
		this.#behind.catch(() => {});
	}

	#read(firstPlace: number, lastPlace: number): Promise<PlaceToSend[]> {
		const upTo = Math.min(lastPlace, firstPlace + newsletterLimits.page - 1);
		return this.#database.inSubscription(this.#subscriptionId, (tx) =>
			readPlaces(tx, this.#part.issueId, { firstPlace, lastPlace: upTo }),
		);
	}
}

/** Which places of a window may leave, by where they stand in it. @param letters of the window, as it was armed. */
export function indexesToSend({ places }: NextPlaces, letters: string): number[] {
	return [...places.keys()].filter(
		(index) => letters[index] === LETTERS.armed && places[index]!.address !== null,
	);
}
