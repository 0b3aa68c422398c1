import Holidays from 'date-holidays';

/** A closed day as it is stored: a date without a time. */
export interface PublicHoliday {
	day: Date;
	name: string;
}

/** The public holidays of metropolitan France in the given years (5.2-4), by date. */
export function frenchPublicHolidays(from: number, to: number): PublicHoliday[] {
	const calendar = new Holidays('FR', { types: ['public'], languages: ['fr'] });
	const days: PublicHoliday[] = [];
	for (let year = from; year <= to; year++) {
		for (const { date, name } of calendar.getHolidays(year)) {
			days.push({ day: new Date(`${date.slice(0, 10)}T00:00:00Z`), name });
		}
	}
	return days;
}
