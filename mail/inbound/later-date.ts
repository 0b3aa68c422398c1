import { DateTime } from 'luxon';
import { plainWords, sentencesOf } from './plain-words.ts';

/** A day that somebody names for another try. */
export interface LaterDate {
	/** `2027-05-29`; of a month, a quarter or a year its first day. */
	readonly day: string;
	/** The sentence that names it. */
	readonly quote: string;
}

const CHARACTERS_AT_MOST = 8_000;
/** Later than that nobody plans. */
const YEARS_AT_MOST = 2;

const NUMBERS: Readonly<Record<string, number>> = {
	...{ un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9, dix: 10 },
	...{ douze: 12, quinze: 15, 'dix-huit': 18, quelques: 3, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4 },
	...{
		five: 5,
		seven: 7,
		eight: 8,
		nine: 9,
		ten: 10,
		twelve: 12,
		eighteen: 18,
		'a few': 3,
		'a couple of': 2,
	},
};
const UNITS: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'years'>> = {
	...{ jour: 'days', jours: 'days', semaine: 'weeks', semaines: 'weeks', mois: 'months', an: 'years' },
	...{ ans: 'years', annee: 'years', annees: 'years', day: 'days', days: 'days', week: 'weeks' },
	...{ weeks: 'weeks', month: 'months', months: 'months', year: 'years', years: 'years' },
};
const MONTHS = [
	['janvier', 'january'],
	['fevrier', 'february'],
	['mars', 'march'],
	['avril', 'april'],
	['mai', 'may'],
	['juin', 'june'],
	['juillet', 'july'],
	['aout', 'august'],
	['septembre', 'september'],
	['octobre', 'october'],
	['novembre', 'november'],
	['decembre', 'december'],
] as const;
const MONTH = MONTHS.flat().join('|');

const AFTER =
	/\b(?:dans|d'ici|in|within) (?:environ |about )?(\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|dix-huit|quelques|an?|one|two|three|four|five|seven|eight|nine|ten|twelve|eighteen|a few|a couple of) (jours?|semaines?|mois|ans?|annees?|days?|weeks?|months?|years?)\b/;
const IN_MONTH = new RegExp(
	`\\b(?:en|in|a partir de|a partir du mois de|from|courant|debut|fin|early|late|au mois de|pas avant|not before|until|avant le mois de) (?:le mois de )?(${MONTH})(?: (20\\d\\d))?\\b`,
);
const IN_QUARTER =
	/\b(?:(?:au|le|du) )?(premier|deuxieme|second|troisieme|quatrieme|1er|2e|2eme|3e|3eme|4e|4eme|first|third|fourth|q[1-4]) ?(?:trimestre|quarter)?(?: (20\d\d))?\b/;
const NEXT_YEAR = /\b(?:l'annee prochaine|l'an prochain|next year)\b/;
const IN_YEAR = /\b(?:en|in|pour|for) (20\d\d)\b/;
const AUTUMN = /\b(?:a la rentree|la rentree prochaine|after the summer|apres l'ete)\b/;

/**
 * Finds the day that a refusal of an offer names for later (5.7-1): « dans six mois », « en septembre », "next year". A
 * proposal that a person changes: of two, the first one that is still to come.
 *
 * @param receivedAt When it came: what « dans six mois » starts from.
 * @param zone Whose calendar days are meant.
 * @returns undefined where no day is named, or none within two years.
 */
export function laterDateIn(text: string, receivedAt: Date, zone: string): LaterDate | undefined {
	const received = DateTime.fromJSDate(receivedAt, { zone }).startOf('day');
	for (const sentence of sentencesOf(text.slice(0, CHARACTERS_AT_MOST))) {
		const found = dayIn(plainWords(sentence), received);
		if (found && found > received && found <= received.plus({ years: YEARS_AT_MOST }))
			return { day: found.toISODate()!, quote: sentence.trim().slice(0, 160).toWellFormed() };
	}
	return undefined;
}

function dayIn(words: string, received: DateTime): DateTime | undefined {
	const after = AFTER.exec(words);
	if (after) {
		const count = NUMBERS[after[1]!] ?? Number(after[1]);
		return received.plus({ [UNITS[after[2]!]!]: count });
	}
	const month = IN_MONTH.exec(words);
	if (month) {
		const number = MONTHS.findIndex((names) => (names as readonly string[]).includes(month[1]!)) + 1;
		return nextOf(received, number, month[2]);
	}
	const quarter = /\b(?:trimestre|quarter|q[1-4])\b/.test(words) ? IN_QUARTER.exec(words) : null;
	if (quarter) return nextOf(received, 3 * numberOfQuarter(quarter[1]!) - 2, quarter[2]);
	if (NEXT_YEAR.test(words)) return received.plus({ years: 1 }).startOf('year');
	if (AUTUMN.test(words)) return nextOf(received, 9, undefined);
	const year = IN_YEAR.exec(words);
	return year ? DateTime.fromObject({ year: Number(year[1]) }, { zone: received.zone }) : undefined;
}

/** The first day of a month: of the year that is named, else the next one to come. */
function nextOf(received: DateTime, month: number, year: string | undefined): DateTime {
	const named = received.set({ month, day: 1, ...(year ? { year: Number(year) } : {}) });
	return !year && named <= received ? named.plus({ years: 1 }) : named;
}

function numberOfQuarter(word: string): number {
	const digit = /\d/.exec(word);
	if (digit) return Number(digit[0]);
	if (/^prem|^first/.test(word)) return 1;
	if (/^deux|^second/.test(word)) return 2;
	return /^trois|^third/.test(word) ? 3 : 4;
}
