import { DateTime } from 'luxon';
import { digitOrderOf } from './return-day/digit-order.ts';
import { speaksOfAbsence } from './return-day/find-phrase.ts';
import { SentenceReader } from './return-day/notice-findings.ts';
import type { Finding } from './return-day/notice-findings.ts';
import { sentencesIn } from './return-day/notice-tokens.ts';
import type { Sentence } from './return-day/notice-tokens.ts';
import { withoutQuotedSubject } from './return-day/quoted-subject.ts';

/** When somebody is back, as the mail says it. */
export interface ReturnDate {
	/** First day back, `YYYY-MM-DD`. */
	readonly returnsOn: string;
	/** The sentence that says so. */
	readonly quote: string;
}

const LOOK_AT = 8_000;
const QUOTE_AT_MOST = 160;
/** Absences end within 180 days, or they count as undated (5.6-26). */
const DAYS_AT_MOST = 180;
/** Who is back for longer than this before the next absence is back. */
const BACK_BETWEEN = 14;

/**
 * Finds the first day back in an absence notice, in French, English, German, Spanish, Italian or Dutch, several of them in one
 * mail too. A last day away (« jusqu’au 3 », "until") and the end of a range are followed by the day after; a day that is
 * called the day back counts before them; of two readings the later one (docs/design/reply-detection.md#return-day). The
 * sending window does the rest.
 *
 * @param text Subject and text, an empty line between.
 * @param receivedAt When it came: what « lundi » and a missing year start from.
 * @param zone Whose calendar days are meant, such as `Europe/Paris`.
 * @returns undefined where no date is stated, or none within 180 days.
 */
export function returnDateIn(text: string, receivedAt: Date, zone: string): ReturnDate | undefined {
	const received = DateTime.fromJSDate(receivedAt, { zone }).startOf('day');
	const { own, quoted } = withoutQuotedSubject(text.slice(0, LOOK_AT).normalize('NFC'));
	return dateIn(own, received) ?? (quoted ? dateIn(quoted, received, speaksOfAbsence) : undefined);
}

function dateIn(
	text: string,
	received: DateTime,
	isRead: (sentence: Sentence) => boolean = () => true,
): ReturnDate | undefined {
	const sentences = sentencesIn(text).filter(isRead);
	const order = digitOrderOf(sentences);
	let afterAway = false;
	const findings = sentences.flatMap((sentence) => {
		const findings = new SentenceReader(sentence, received, order, afterAway).read();
		afterAway = speaksOfAbsence(sentence);
		return findings;
	});
	const best = chosen(findings, received);
	if (!best) return undefined;
	const [first, last] = [best.sentence[0]!, best.sentence.at(-1)!];
	const quote = text.slice(first.at, last.end).replace(/\s+/g, ' ').slice(0, QUOTE_AT_MOST).toWellFormed();
	return { returnsOn: best.back.toISODate()!, quote };
}

/** The day that is called the day back, unless an absence goes on behind it; else the day after the last of them. */
function chosen(findings: readonly Finding[], received: DateTime): Finding | undefined {
	const latest = received.plus({ days: DAYS_AT_MOST });
	// Somebody who is away for longer than that is not back sooner because of a shorter absence.
	if (findings.some(({ back, hasYear }) => hasYear && back > latest)) return undefined;
	const inside = findings.filter(({ back }) => back >= received && back <= latest);
	const sorted = inside.toSorted((one, other) => +one.back - +other.back);
	const stated = sorted.findLast(({ isStated }) => isStated);
	let best = stated;
	for (const finding of sorted.filter(({ isStated }) => !isStated)) {
		const { back, start } = finding;
		// « jusqu’au 7 (retour le 7) ».
		if (best && back <= best.back.plus({ days: best.isStated ? 1 : 0 })) continue;
		if (best && start && start > best.back.plus({ days: BACK_BETWEEN })) continue;
		best = finding;
	}
	return best;
}
