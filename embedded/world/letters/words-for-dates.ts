/** Where somebody who writes in this language lives. */
const ZONES = { fr: 'Europe/Paris', en: 'Europe/London' } as const;

const partsOf = (at: Date, language: 'fr' | 'en', options: Intl.DateTimeFormatOptions) =>
	Object.fromEntries(
		new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: ZONES[language], ...options })
			.formatToParts(at)
			.map(({ type, value }) => [type, value]),
	);

/** A day as people write it: « jeudi 3 décembre », « mardi 1er décembre », "Monday 30 November". */
export function dayInWords(at: Date, language: 'fr' | 'en'): string {
	const { weekday, day, month } = partsOf(at, language, { weekday: 'long', day: 'numeric', month: 'long' });
	return `${weekday} ${language === 'fr' && day === '1' ? '1er' : day} ${month}`;
}

/** The line that mail programs write above a quotation. */
export function quotationLine(at: Date, author: string, language: 'fr' | 'en'): string {
	const { year, hour, minute } = partsOf(at, language, {
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	const day = `${dayInWords(at, language)} ${year}`;
	return language === 'fr'
		? `Le ${day} à ${hour}:${minute}, ${author} a écrit\u00a0:`
		: `On ${day} at ${hour}:${minute}, ${author} wrote:`;
}
