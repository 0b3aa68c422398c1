import type { Part, Unit } from './calendar-words.ts';

/** A day as words say it, before anybody asks which one that is. */
export type DayWords =
	| {
			readonly kind: 'day';
			readonly day: number;
			readonly month?: number;
			readonly year?: number;
			readonly weekday?: number;
	  }
	/** 03/12: which of both is the month is open. */
	| {
			readonly kind: 'digits';
			readonly numbers: readonly [number, number];
			readonly year?: number;
			readonly weekday?: number;
	  }
	/** Which: of this calendar week or of a later one; the nearest where nothing says so. */
	| { readonly kind: 'weekday'; readonly weekday: number; readonly weeks?: number; readonly later: number }
	| { readonly kind: 'week'; readonly week: number; readonly year?: number }
	| { readonly kind: 'week-of'; readonly day: DayWords }
	| { readonly kind: 'part'; readonly part: Part; readonly month: number; readonly year?: number }
	/** The second week, the first fortnight, the last Monday of a month. */
	| {
			readonly kind: 'nth';
			readonly nth: number;
			readonly of: 'week' | 'half' | number;
			readonly month: number;
			readonly year?: number;
	  }
	/** This week, the end of next month. */
	| { readonly kind: 'unit'; readonly unit: Unit; readonly ahead: number; readonly part: Part }
	| { readonly kind: 'ahead'; readonly count: number; readonly unit: Unit }
	/** "Two weeks from Monday". */
	| { readonly kind: 'behind'; readonly count: number; readonly unit: Unit; readonly day: DayWords };

/** One day, a list of days or a range, as it stands in a sentence. */
export interface DaysInWords {
	readonly days: readonly [DayWords, ...DayWords[]];
	readonly isRange: boolean;
	/** The token behind it. */
	readonly next: number;
}

/** What was read, and the token behind it. */
export interface Read<What> {
	readonly what: What;
	readonly next: number;
}
