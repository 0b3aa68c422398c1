/** The check, a line for each thing that is looked at. */
import type { LetterCheck } from '#domain/newsletters/content/check/check-letter.ts';
import type { LinkVerdict } from '#domain/newsletters/content/check/link-verdict.ts';
import {
	REMARKS,
	TOPICS,
	type Level,
	type Remark,
	type Topic,
} from '#domain/newsletters/content/check/remark.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import { kilobytes, ratioOf, remarkWords } from './remark-words.ts';

export interface CheckLine {
	readonly topic: Topic;
	/** The worst of its remarks; undefined where it has none. */
	readonly level: Level | undefined;
	/** It is not known yet. */
	readonly isAwaited: boolean;
	/** What is said of it in a few words. */
	readonly said: string;
	readonly remarks: readonly Remark[];
}

/** All lines: what is to be fixed first, what is in order last. */
export function checkLines(
	{ remarks, facts }: LetterCheck,
	links: readonly LinkVerdict[],
	language: Language,
): CheckLine[] {
	const lines = TOPICS.map((topic): CheckLine => {
		const own = remarks.filter(({ code }) => REMARKS[code].topic === topic);
		const isFix = own.some(({ code }) => REMARKS[code].level === 'fix');
		const level = isFix ? 'fix' : own.length > 0 ? 'look' : undefined;
		const said = level ? remarkWords(own[0]!, language).title : fine(topic, facts, links, language);
		const isAwaited = !level && topic === 'weight' && facts.htmlBytes === undefined;
		return { topic, level, isAwaited, remarks: own, said: own.length > 1 ? `${said} (${own.length})` : said };
	});
	const rank = ({ level }: CheckLine) => (level === 'fix' ? 0 : level === 'look' ? 1 : 2);
	return lines.sort((one, other) => rank(one) - rank(other));
}

function fine(
	topic: Topic,
	facts: LetterCheck['facts'],
	links: readonly LinkVerdict[],
	language: Language,
): string {
	switch (topic) {
		case 'unsubscribe':
			return m.letter_fine_unsubscribe();
		case 'sender':
			return m.letter_fine_sender();
		case 'weight':
			return facts.htmlBytes === undefined
				? m.letter_fine_weight_unknown()
				: m.letter_fine_weight({ size: kilobytes(facts.htmlBytes, language) });
		case 'contrast':
			return m.letter_fine_contrast({ ratio: ratioOf(facts.leastContrast, language) });
		case 'language':
			return m.letter_fine_language();
		case 'outlook':
			return m.letter_fine_outlook();
		case 'images':
			return facts.images > 0 ? m.letter_fine_count({ count: facts.images }) : m.letter_fine_none();
		case 'links':
			if (facts.addresses === 0) return m.letter_fine_no_link();
			return links.some(({ outcome }) => outcome === 'not-asked')
				? m.letter_fine_not_asked()
				: m.letter_fine_count({ count: facts.addresses });
		default:
			return m.letter_fine_nothing();
	}
}
