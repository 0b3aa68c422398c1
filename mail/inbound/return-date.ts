import * as english from 'chrono-node/en';
import * as french from 'chrono-node/fr';
import { DateTime } from 'luxon';
import { sentencesOf } from './plain-words.ts';

/** When somebody is back, as the mail says it. */
export interface ReturnDate {
	/** First day back, `YYYY-MM-DD`. */
	readonly returnsOn: string;
	/** The sentence that says so. */
	readonly quote: string;
}

type Meaning = 'back' | 'last-day' | 'range' | 'day-away';

/** How far behind the words a date may stand. */
const NEAR = 45;
const LOOK_AT = 120;
const QUOTE_AT_MOST = 160;
/** Absences end within 180 days, or they count as undated (5.6-26). */
const DAYS_AT_MOST = 180;

const WORDS: Record<'fr' | 'en', readonly (readonly [Meaning, RegExp])[]> = {
	fr: [
		[
			'back',
			/(?<!\p{L})(?:de retour|retour (?:prévu|au bureau|au travail|au|le|à)|mon retour,?|rentr(?:e|erai|erons)|revien(?:s|drai|drons)|reprend(?:s|rai|rons)|reprise(?: d'activité)?|à (?:partir|compter) d[ue]|dès le|à nouveau (?:disponible|joignable|présent))(?=[\s,:(]|$)/giu,
		],
		['last-day', /\bjusqu['’](?:au|à|en)(?=\s)/giu],
		[
			'range',
			/(?<!\p{L})(?:absente?s?|congés?|fermée?s?|vacances|indisponibles?|déplacement|formation|bureau)(?!\p{L})[^.\n]{0,30}?\b(?:du|entre le)(?=\s)/giu,
		],
		[
			'day-away',
			/(?<!\p{L})(?:absente?s?|indisponibles?|en congés?)(?= (?:le |ce |cette |aujourd|demain|lundi|mardi|mercredi|jeudi|vendredi))/giu,
		],
	],
	en: [
		[
			'back',
			/(?<!\p{L})(?:back(?: in (?:the )?office| at work| at my desk)?|return(?:ing)?(?: to (?:the )?office| to work)?|available again|reachable again|resum(?:e|ing)(?: work)?)(?=[\s,:(]|$)/giu,
		],
		['last-day', /(?<!\p{L})(?:until|till|through|thru|up to)(?=\s)/giu],
		[
			'range',
			/(?<!\p{L})(?:away|out|leave|holiday|vacation|office|absent|unavailable|closed|travelling|traveling)(?!\p{L})[^.\n]{0,30}?\b(?:from|between)(?=\s)/giu,
		],
		[
			'day-away',
			/(?<!\p{L})(?:out of (?:the )?office|away|absent|on leave)(?= (?:on |today|tomorrow|this ))/giu,
		],
	],
};

/**
 * Finds the first day back in an absence notice, in French or English. A last day away (« jusqu’au 3 », "until") and the end
 * of a range are followed by the day after; the sending window does the rest.
 *
 * @param text Subject and text.
 * @param receivedAt When it came: what « lundi » and a missing year start from.
 * @param zone Whose calendar days are meant, such as `Europe/Paris`.
 * @returns undefined where no date is stated, or none within 180 days.
 */
export function returnDateIn(text: string, receivedAt: Date, zone: string): ReturnDate | undefined {
	const received = DateTime.fromJSDate(receivedAt, { zone }).startOf('day');
	const found = sentencesOf(text.slice(0, 8_000)).flatMap((sentence) =>
		(['fr', 'en'] as const).flatMap((language) =>
			WORDS[language].flatMap(([meaning, pattern]) =>
				[...sentence.matchAll(pattern)].flatMap((trigger) => {
					const behind = sentence.slice(trigger.index + trigger[0].length).slice(0, LOOK_AT);
					const day = dayIn(behind, meaning, language, received);
					if (!day) return [];
					const back = meaning === 'back' ? day : day.plus({ days: 1 });
					// On the day of the return responders still answer: that day is stated, and over.
					const inside = back >= received && back <= received.plus({ days: DAYS_AT_MOST });
					return inside ? [{ meaning, back, quote: sentence.slice(0, QUOTE_AT_MOST) }] : [];
				}),
			),
		),
	);
	const said = found.filter(({ meaning }) => meaning === 'back');
	const [best] = (said.length > 0 ? said : found).sort(
		(one, other) => other.back.toMillis() - one.back.toMillis(),
	);
	return best && { returnsOn: best.back.toISODate()!, quote: best.quote };
}

function dayIn(
	words: string,
	meaning: Meaning,
	language: 'fr' | 'en',
	received: DateTime,
): DateTime | undefined {
	if (/^.{0,20}?\b(?:la semaine prochaine|next week)\b/i.test(words)) {
		return received.plus({ days: 8 - received.weekday });
	}
	const digits = daysInDigits(words, language, received);
	const wanted = meaning === 'range' ? 1 : 0;
	if (digits.length > 0 && digits[0]!.index <= NEAR) return (digits[wanted] ?? digits[0])!.day;
	const chrono = language === 'fr' ? french.casual : english.casual;
	const reference = { instant: received.toJSDate(), timezone: received.offset };
	const [result] = chrono.parse(words, reference, { forwardDate: true });
	if (!result || result.index > NEAR) return undefined;
	const parsed = (meaning === 'back' ? undefined : result.end) ?? result.start;
	if (!parsed.isCertain('day') && !parsed.isCertain('weekday') && !parsed.isCertain('month'))
		return undefined;
	const day = DateTime.fromObject(
		{ year: parsed.get('year')!, month: parsed.get('month')!, day: parsed.get('day')! },
		{ zone: received.zone },
	);
	return day.isValid ? day : undefined;
}

/** Dates such as 12/03, 12.03.2027: day first; in English the order is open, and the later reading near by waits longer. */
function daysInDigits(
	words: string,
	language: 'fr' | 'en',
	received: DateTime,
): { index: number; day: DateTime }[] {
	return [...words.matchAll(/\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b(?![/.]?\d)/g)].flatMap(
		(found) => {
			const [first, second] = [Number(found[1]), Number(found[2])];
			const year = found[3] && (found[3].length === 2 ? 2000 + Number(found[3]) : Number(found[3]));
			const readings = [
				{ day: first, month: second },
				...(language === 'en' || second > 12 ? [{ day: second, month: first }] : []),
			]
				.map(({ day, month }) => dayOf(day, month, year || undefined, received))
				.filter((day) => day !== undefined);
			const near = readings.filter((day) => day > received && day <= received.plus({ days: 90 }));
			const [latest] = (near.length > 0 ? near : readings.slice(0, 1)).sort(
				(one, other) => other.toMillis() - one.toMillis(),
			);
			return latest ? [{ index: found.index, day: latest }] : [];
		},
	);
}

function dayOf(
	day: number,
	month: number,
	year: number | undefined,
	received: DateTime,
): DateTime | undefined {
	const at = DateTime.fromObject({ year: year ?? received.year, month, day }, { zone: received.zone });
	if (!at.isValid) return undefined;
	return year === undefined && at < received ? at.plus({ years: 1 }) : at;
}
