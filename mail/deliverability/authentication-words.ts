/** One finding of an `Authentication-Results` field: its method, what came of it, and the properties it was found by. */
export interface MethodResult {
	readonly method: string;
	readonly result: string;
	/** Such as `header.d`, in lower case; the first of a name. */
	readonly properties: ReadonlyMap<string, string>;
}

const RESULTS_AT_MOST = 50;
const WORDS_AT_MOST = 40;
const WORD_AT_MOST = 500;

/**
 * Splits the value of such a field (RFC 8601, 2.2) at its semicolons into words, without comments and quotes; blanks around an
 * equals sign join its two sides. One pass over the text; what is more than 50 pieces of 40 words of 500 characters is left out.
 */
export function readWords(value: string): string[][] {
	const pieces: string[][] = [[]];
	let word = '';
	let depth = 0;
	let isQuoted = false;
	/** A blank, comment or quote's end has closed the word, unless an equals sign follows. */
	let isClosed = true;
	const close = () => {
		const words = pieces.at(-1)!;
		if (word !== '' && words.length < WORDS_AT_MOST) words.push(word);
		word = '';
	};
	const add = (sign: string) => {
		// Only the first equals sign waits for its right side: Base64 ends with others.
		if (isClosed && word !== '' && word.indexOf('=') !== word.length - 1) close();
		isClosed = false;
		if (word.length < WORD_AT_MOST) word += sign;
	};
	for (let at = 0; at < value.length; at++) {
		const sign = value[at]!;
		if (isQuoted) {
			if (sign === '"') isQuoted = false;
			else add(sign === '\\' ? (value[++at] ?? '') : sign);
		} else if (depth > 0) {
			if (sign === '\\') at++;
			else if (sign === '(') depth++;
			else if (sign === ')') depth--;
		} else if (sign === '"') isQuoted = true;
		else if (sign === '(') {
			depth++;
			isClosed = true;
		} else if (sign === ';') {
			close();
			isClosed = true;
			if (pieces.length > RESULTS_AT_MOST) return pieces;
			pieces.push([]);
		} else if (sign <= ' ') isClosed = true;
		else if (sign === '=' && word !== '' && !word.includes('=')) {
			isClosed = false;
			word += sign;
		} else add(sign);
	}
	close();
	return pieces;
}

/** Reads the words of one piece, such as `dkim=pass`, `header.d=cadrelune.example`. */
export function methodResultOf(words: readonly string[]): MethodResult | undefined {
	const [first = '', ...others] = words;
	const [method, result] = halvesOf(first);
	if (result === undefined) return undefined;
	const properties = new Map<string, string>();
	for (const other of others) {
		const [name, value] = halvesOf(other);
		if (value !== undefined && !properties.has(name)) properties.set(name, value);
	}
	// A version may stand behind the method: `dkim/1`.
	return { method: method.split('/', 1)[0]!, result: result.toLowerCase(), properties };
}

function halvesOf(word: string): [string, string | undefined] {
	const sign = word.indexOf('=');
	return sign < 0
		? [word.toLowerCase(), undefined]
		: [word.slice(0, sign).toLowerCase(), word.slice(sign + 1)];
}
