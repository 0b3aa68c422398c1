import { PHRASES } from './notice-phrases.ts';
import type { NoticeLanguage, Says } from './notice-phrases.ts';
import type { Sentence } from './notice-tokens.ts';

/** A phrase of the notice as it stands in a sentence. */
export interface Phrase {
	readonly says: Says;
	/** Those in which it says so. */
	readonly languages: readonly NoticeLanguage[];
	readonly words: readonly string[];
}

/** By their first words, the longest first: at one place the longest is meant. */
const BY_FIRST_WORD: ReadonlyMap<string, readonly Phrase[]> = (() => {
	const byText = new Map<string, { says: Says; languages: NoticeLanguage[] }>();
	for (const [language, roles] of Object.entries(PHRASES) as [
		NoticeLanguage,
		Partial<Record<Says, string>>,
	][])
		for (const [says, phrases] of Object.entries(roles) as [Says, string][])
			for (const text of phrases.split('|')) {
				const known = byText.get(text);
				if (known) known.languages.push(language);
				else byText.set(text, { says, languages: [language] });
			}
	const phrases = [...byText].map(([text, known]) => ({ ...known, words: text.split(' ') }));
	const sorted = phrases.toSorted((one, other) => other.words.length - one.words.length);
	return Map.groupBy(sorted, ({ words }) => words[0]!);
})();

/** The longest phrase that begins with a token. */
export function phraseAt(tokens: Sentence, at: number): Phrase | undefined {
	return BY_FIRST_WORD.get(tokens[at]?.word ?? '')?.find(({ words }) =>
		words.every((word, index) => tokens[at + index]?.word === word),
	);
}

/** Whether a sentence has words of absence or of a return. */
export function speaksOfAbsence(tokens: Sentence): boolean {
	return tokens.some((_, at) => /^(?:away|back)$/.test(phraseAt(tokens, at)?.says ?? ''));
}
