/** When and where a notice came. */
export const RECEIVED = {
	/** Tuesday 24 November 2026. */
	november: ['2026-11-24T09:00:00Z', 'Europe/Paris'],
	/** Wednesday 30 December 2026. */
	yearEnd: ['2026-12-30T15:00:00Z', 'Europe/Paris'],
	/** Friday 17 July 2026. */
	summer: ['2026-07-17T06:00:00Z', 'Europe/Paris'],
	/** Monday 22 February 2027. */
	february: ['2027-02-22T09:00:00Z', 'Europe/Berlin'],
	/** Tuesday 24 November 2026 there, Wednesday in Paris. */
	newYork: ['2026-11-25T02:30:00Z', 'America/New_York'],
	/** Tuesday 24 November 2026 there, Monday in Paris. */
	tokyo: ['2026-11-23T20:00:00Z', 'Asia/Tokyo'],
} as const;

/**
 * A notice as somebody writes it, and the first day back that a careful colleague reads in it: any of several where the words
 * leave it open, the first of them the earliest on which a mail may leave; null where it states none.
 */
export type LabelledNotice = readonly [
	received: keyof typeof RECEIVED,
	text: string,
	back: string | readonly [string, ...string[]] | null,
];
