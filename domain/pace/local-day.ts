import { DateTime } from 'luxon';

/** One day of a zone. Instants are milliseconds since 1970. */
export interface LocalDay {
	/** Such as `2026-11-24`. */
	readonly iso: string;
	/** 1 is Monday. */
	readonly weekday: number;
	readonly begins: number;
	/** Where the next day begins. */
	readonly ends: number;
	/** The instant of a minute after midnight; one that a change of the clock skips is an hour later. */
	at(minute: number): number;
}

/** Days that one zone may have in memory. */
const MOST = 64;

const known = new Map<string, LocalDay[]>();

/**
 * The day of an IANA zone that holds an instant. Days that were asked for lately are remembered: a mailbox's mails of two days
 * lie on three of them, and each look counts them all.
 */
export function localDayOf(instant: number, zone: string): LocalDay {
	const days = known.get(zone) ?? [];
	const found = days.find(({ begins, ends }) => begins <= instant && instant < ends);
	if (found) return found;
	const day = readDay(DateTime.fromMillis(instant, { zone }));
	known.set(zone, [day, ...days.slice(0, MOST - 1)]);
	return day;
}

function readDay(within: DateTime): LocalDay {
	const first = within.startOf('day');
	const ends = first.plus({ days: 1 }).startOf('day').toMillis();
	const minutes = new Map<number, number>();
	const read = (minute: number): number => {
		if (minute >= 1_440) return ends;
		return first.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
	};
	return {
		iso: first.toISODate()!,
		weekday: first.weekday,
		begins: first.toMillis(),
		ends,
		at(minute) {
			const instant = minutes.get(minute) ?? read(minute);
			minutes.set(minute, instant);
			return instant;
		},
	};
}
