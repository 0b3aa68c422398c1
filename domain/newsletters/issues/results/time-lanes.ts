import { Temporal } from 'temporal-polyfill';

/** What is shown over time; `machines` are clicks that count nowhere else. */
export const LANES = ['clicks', 'replies', 'unsubscriptions', 'machines'] as const;
export type Lane = (typeof LANES)[number];

/** How long a slice of time is: an hour, a quarter of a day, or a day. */
export const SLICES = ['hour', 'quarter', 'day'] as const;
export type Slice = (typeof SLICES)[number];

/** A slice, from its first instant on, and how many people did something in it for the first time. */
export interface TimeSlice extends Readonly<Record<Lane, number>> {
	readonly from: Date;
}

/** The time of an issue, in slices of its newsletter's zone without a gap. */
export interface TimeLanes {
	readonly slice: Slice;
	readonly slices: readonly TimeSlice[];
}

/** How many did something for the first time within an hour from `at` on. */
export interface LaneHour extends Readonly<Record<Lane, number>> {
	readonly at: Date;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONGEST_IN_HOURS = 2 * DAY;
const LONGEST_IN_QUARTERS = 10 * DAY;

/**
 * Gathers hours into slices that begin where local clocks say so: a day of 23 or 25 hours is one slice. Each lane sums to its
 * number of the issue.
 *
 * @param from when the first mail left, or earlier than every hour.
 * @param until at least so far, though nothing happened any more.
 */
export function timeLanes(
	hours: readonly LaneHour[],
	{ from, until, zone }: { readonly from: Date; readonly until: Date; readonly zone: string },
): TimeLanes {
	const first = Math.min(from.getTime(), ...hours.map(({ at }) => at.getTime()));
	const last = Math.max(until.getTime(), ...hours.map(({ at }) => at.getTime()));
	const slice = sliceFor(last - first);
	const starts: Date[] = [];
	for (let start = startOf(first, slice, zone); start.epochMilliseconds <= last; start = after(start, slice))
		starts.push(new Date(start.epochMilliseconds));
	const slices = starts.map((start) => ({
		from: start,
		clicks: 0,
		replies: 0,
		unsubscriptions: 0,
		machines: 0,
	}));
	for (const hour of hours) {
		const hers = slices.findLast((one) => one.from <= hour.at);
		if (hers) for (const lane of LANES) hers[lane] += hour[lane];
	}
	return { slice, slices };
}

function sliceFor(span: number): Slice {
	if (span <= LONGEST_IN_HOURS) return 'hour';
	return span <= LONGEST_IN_QUARTERS ? 'quarter' : 'day';
}

function startOf(at: number, slice: Slice, zone: string): Temporal.ZonedDateTime {
	const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
	if (slice === 'hour') return local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
	const day = local.startOfDay();
	if (slice === 'day') return day;
	const quarter = [18, 12, 6]
		.map((hour) => day.with({ hour }))
		.find((start) => start.epochMilliseconds <= at);
	return quarter ?? day;
}

/** The next slice; across a change of the clock a quarter begins at the same local hour as on every day. */
function after(start: Temporal.ZonedDateTime, slice: Slice): Temporal.ZonedDateTime {
	if (slice === 'hour') return start.add({ hours: 1 });
	if (slice === 'day' || start.hour >= 18) return start.startOfDay().add({ days: 1 });
	return start.with({ hour: start.hour < 6 ? 6 : start.hour + 6 });
}
