import { isTimeZone } from '#domain/pace/calendar.ts';
import { typed } from './typed.ts';

/** The IANA name of a time zone, such as `Europe/Paris`; anything else fails the field with `time-zone`. */
export const timeZoneField = typed(zoneIn, 'time-zone');

/** The same where it may be left empty: null. */
export const optionalTimeZoneField = typed(
	(text) => (text.trim() === '' ? null : zoneIn(text)),
	'time-zone',
).nullable();

function zoneIn(text: string): string | undefined {
	const zone = text.trim();
	return isTimeZone(zone) ? zone : undefined;
}
