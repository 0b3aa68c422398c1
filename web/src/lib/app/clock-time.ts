/** Times of a day as minutes since midnight, and as a person writes them. */

const DAY = 24 * 60;

/** `09:30` for 570; the end of the day is `00:00`, as the next one begins. */
export function writeClock(minutes: number): string {
	const within = ((minutes % DAY) + DAY) % DAY;
	return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

/** Reads « 9 », « 9h », « 9 h 30 », « 9:30 », « 0930 »; undefined for what is no time of a day. */
export function readClock(text: string): number | undefined {
	const [, hour, minute = '0'] =
		/^(\d{1,2})(?:[h:. ]*(\d{2}))?$/.exec(
			text
				.trim()
				.toLowerCase()
				.replace(/\s+/g, ' ')
				.replace(/ ?h ?$/, ''),
		) ?? [];
	if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
	return Number(hour) * 60 + Number(minute);
}
