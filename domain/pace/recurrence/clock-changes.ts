import { Temporal } from 'temporal-polyfill';

/** A change of the clock in a zone. */
export interface ClockChange {
	readonly at: Date;
	/** Minutes by which the clock goes forward; negative: back. */
	readonly minutes: number;
}

/** The changes of the clock after `from`, up to and with `to`. */
export function clockChangesBetween(zone: string, from: Date, to: Date): ClockChange[] {
	const changes: ClockChange[] = [];
	let moment = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
	for (;;) {
		const change = moment.getTimeZoneTransition('next');
		if (!change || change.epochMilliseconds > to.getTime()) return changes;
		const before = change.subtract({ milliseconds: 1 });
		const minutes = (change.offsetNanoseconds - before.offsetNanoseconds) / 60_000_000_000;
		if (minutes !== 0) changes.push({ at: new Date(change.epochMilliseconds), minutes });
		moment = change;
	}
}
