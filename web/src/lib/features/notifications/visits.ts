/** What is looked at, and how many notifications the reader has open. */
export interface Shown {
	/** Row id; undefined while there is none. */
	readonly id: string | undefined;
	readonly openNotifications: number;
}

/** Tells which looks are visits: one for each opening, and one for each notification that comes meanwhile (C1-51, 5.6-6). */
export class Visits {
	#last: Shown | undefined;

	isVisit(shown: Shown): boolean {
		const last = this.#last;
		this.#last = shown;
		if (shown.id === undefined) return false;
		return last?.id !== shown.id || shown.openNotifications > last.openNotifications;
	}
}
