/** A stretch of a mail's text; `marked`: the words that its reading rests on. */
export interface TextPart {
	text: string;
	marked: boolean;
}

/** A text in parts, the quoted words marked wherever blanks fall; whole where they are not in it, as when the subject decided. */
export function markedText(text: string, quote: string | null): TextPart[] {
	const words = quote?.trim().split(/\s+/) ?? [];
	const place = words.length > 0 ? placeOf(text, words) : undefined;
	if (!place) return [{ text, marked: false }];
	const [from, to] = place;
	return [
		{ text: text.slice(0, from), marked: false },
		{ text: text.slice(from, to), marked: true },
		{ text: text.slice(to), marked: false },
	].filter((part) => part.text !== '');
}

/** Where the words follow each other with nothing but blanks between them. */
function placeOf(text: string, words: readonly string[]): [from: number, to: number] | undefined {
	const [first = ''] = words;
	for (let from = text.indexOf(first); from !== -1; from = text.indexOf(first, from + 1)) {
		const to = words.reduce<number>((at, word) => {
			if (at === -1) return -1;
			const next = at + (/^\s*/.exec(text.slice(at, at + 200))?.[0].length ?? 0);
			return text.startsWith(word, next) ? next + word.length : -1;
		}, from);
		if (to !== -1) return [from, to];
	}
	return undefined;
}
