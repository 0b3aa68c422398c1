/**
 * What a received mail is taken for and why, in words: the readings among which a person chooses, and a sentence for each
 * answer to the four questions that it was asked (5.7-1). Answers carry codes; the quoted words and the names are added by
 * who shows them.
 */
import type { Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

type Sentence<Words> = (words: Words, options: { locale: Language }) => string;

const MISSING = '–';

const WORDS: Record<string, Sentence<object>> = {
	reply: m.reading_reply,
	'early-reply': m.reading_reply,
	'outside-reply': m.reading_reply,
	'negative-reply': m.reading_negative_reply,
	acknowledgement: m.reading_acknowledgement,
	notification: m.reading_acknowledgement,
	absence: m.reading_absence,
	objection: m.reading_objection,
	'bounce-hard': m.reading_bounce_hard,
	'bounce-soft': m.reading_bounce_soft,
	complaint: m.reading_complaint,
	none: m.reading_none,
	doubtful: m.reading_doubtful,
};

const NAMES: Record<string, Sentence<object>> = {
	reply: m.reading_a_reply,
	'negative-reply': m.reading_a_negative_reply,
	acknowledgement: m.reading_an_acknowledgement,
	absence: m.reading_an_absence,
	objection: m.reading_an_objection,
	'bounce-hard': m.reading_a_bounce_hard,
	'bounce-soft': m.reading_a_bounce_soft,
	none: m.reading_none_of_these,
};

/** « réponse », inside a sentence. A code of another release reads « – ». */
export function readingWord(reading: string | null | undefined, locale: Language): string {
	return WORDS[reading ?? '']?.({}, { locale }) ?? MISSING;
}

/** « Une réponse », on a button. */
export function readingName(reading: string, locale: Language): string {
	return NAMES[reading]?.({}, { locale }) ?? MISSING;
}

/** « réponse, absence ou opposition » */
export function readingsWords(readings: readonly string[], locale: Language): string {
	const words = readings.map((reading) => readingWord(reading, locale));
	const last = words.pop();
	if (last === undefined) return MISSING;
	if (words.length === 0) return last;
	const before = words.reduce((first, second) => m.reading_list({ first, second }, { locale }));
	return m.reading_or({ first: before, second: last }, { locale });
}

/** An answer as the row of a mail holds it. */
export interface AnswerTold {
	question: string;
	is: string;
	strength: string;
	by: string;
}

/** What the sentences name beside the answer. */
export interface EvidenceNames {
	contact?: string | null;
	/** The mail's own words that decided. */
	quote?: string | null;
	/** RFC 3463. */
	status?: string | null;
}

/** « Prouvé », « Incertain » */
export function strengthWord({ strength }: Pick<AnswerTold, 'strength'>, locale: Language): string {
	return strength === 'proven' ? m.reading_is_proven({}, { locale }) : m.reading_is_uncertain({}, { locale });
}

interface Words {
	contact: string;
	quote: string;
	status: string;
	field: string;
}

const WHO: Record<string, Sentence<Words>> = {
	'known-address': m.reading_is_who_known_address,
	'same-name': m.reading_is_who_same_name,
	'another-contact': m.reading_is_who_another_contact,
	'same-company': m.reading_is_who_same_company,
	'unknown-address': m.reading_is_who_unknown,
	'own-side': m.reading_is_who_us,
};

const ABOUT: Record<string, Sentence<Words>> = {
	references: m.reading_is_about_thread,
	'quoted-id': m.reading_is_about_thread,
	'plus-address': m.reading_is_about_plus,
	'envelope-id': m.reading_is_about_report,
	'returned-id': m.reading_is_about_report,
	'reported-address': m.reading_is_about_address,
	sender: m.reading_is_about_sender,
};

const MEANS: Record<string, readonly [proven: Sentence<Words>, perhaps: Sentence<Words>]> = {
	answer: [m.reading_is_means_answer, m.reading_is_means_answer],
	objection: [m.reading_is_means_objection, m.reading_is_means_objection_perhaps],
	absence: [m.reading_is_means_absence, m.reading_is_means_absence_perhaps],
	acknowledgement: [m.reading_is_means_automatic, m.reading_is_means_automatic_perhaps],
	'dead-address': [m.reading_is_means_dead, m.reading_is_means_report_perhaps],
	refused: [m.reading_is_means_refused, m.reading_is_means_report_perhaps],
	complaint: [m.read_evidence_means_complaint, m.read_evidence_means_complaint],
	passing: [m.reading_is_means_passing, m.reading_is_means_passing],
	departure: [m.reading_is_means_departure, m.reading_is_means_departure],
	notice: [m.reading_is_means_notice, m.reading_is_means_notice],
	unreadable: [m.reading_is_means_unreadable, m.reading_is_means_unreadable],
};

/** One sentence for an answer to one of the four questions; undefined for one of another release. */
export function answerSentence(
	answer: AnswerTold,
	names: EvidenceNames,
	{ language: locale }: Reader,
): string | undefined {
	const words = {
		contact: names.contact ?? MISSING,
		quote: quoted(names.quote) ?? MISSING,
		status: names.status ?? MISSING,
		field: fieldName(answer.by),
	};
	return sentenceOf(answer)?.(words, { locale });
}

function sentenceOf({ question, is, strength, by }: AnswerTold): Sentence<Words> | undefined {
	switch (question) {
		case 'who':
			if (is !== 'machine') return WHO[by];
			if (by !== 'words') return m.reading_is_who_machine;
			return strength === 'proven' ? m.reading_is_who_machine_known : m.reading_is_who_machine_words;
		case 'about':
			return is === 'nothing' ? m.reading_is_about_nothing : (ABOUT[by] ?? m.reading_is_about_sender);
		case 'says':
			return is === 'words' ? m.reading_is_says_words : m.reading_is_says_nothing;
		case 'means': {
			if (strength === 'unknown') return m.reading_is_means_another;
			const [proven, perhaps] = MEANS[is] ?? [];
			return strength === 'proven' ? proven : perhaps;
		}
		default:
			return undefined;
	}
}

/** What decided, as the row of a mail holds it. */
export interface VerdictCause extends EvidenceNames {
	rule?: string | null;
	/** By which it was recognised as an answer to ours. */
	match?: string | null;
	headers?: readonly string[] | null;
}

/** « Lu comme message automatique : en-tête Auto-Submitted. »; by the quoted words where words decided. */
export function verdictCause(verdict: string, cause: VerdictCause, { language: locale }: Reader): string {
	const reading = readingWord(verdict, locale);
	return m.reading_as({ reading, cause: causeWords(cause, locale) }, { locale });
}

function causeWords({ rule, match, headers, quote, status }: VerdictCause, locale: Language): string {
	if (rule === 'person') return m.reading_by_person({}, { locale });
	const [field] = headers ?? [];
	if (field) return m.reading_by_field({ field: fieldName(field) }, { locale });
	if (status) return m.reading_by_status({ status }, { locale });
	if (quote) return m.reading_by_quote({ quote: quoted(quote)! }, { locale });
	if (match === 'sender') return m.reading_by_sender({}, { locale });
	return match ? m.reading_by_thread({}, { locale }) : m.reading_by_structure({}, { locale });
}

/** Words of a mail inside a sentence of ours, which has a full stop of its own. */
function quoted(quote: string | null | undefined): string | undefined {
	return quote?.trim().replace(/[.,;:]$/, '');
}

/** A header field as people know it: `auto-submitted` is Auto-Submitted. */
function fieldName(field: string): string {
	return field.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
