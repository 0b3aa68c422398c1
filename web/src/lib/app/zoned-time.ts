/** Instants and the wall clock of a zone, for the platform's date and time fields. */

/** The local date and time of an instant as a field takes it: `2026-11-24T09:00`. */
export function toLocalField(at: Date, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en-CA', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	}).formatToParts(at);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00';
	return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant that a field's local time names in a zone. An hour that a change of the clock leaves out is read as the
 * one after it.
 */
export function fromLocalField(local: string, timeZone: string): Date {
	const asUtc = Date.parse(`${local}:00Z`);
	const offsetAt = (instant: number) =>
		Date.parse(`${toLocalField(new Date(instant), timeZone)}:00Z`) - instant;
	const guess = asUtc - offsetAt(asUtc);
	return new Date(asUtc - offsetAt(guess));
}
