/** What stands in the place of a name or address that was erased. */
const MASK = '•••';

/** A family name of fewer letters is a word of the language too often to be looked for alone. */
const LONE_NAME_AT_LEAST = 3;

/** Letters as people write them, with and without their accents. */
const LETTERS: Readonly<Record<string, string>> = {
	a: 'aàâäáãå',
	c: 'cç',
	e: 'eéèêë',
	i: 'iîïíì',
	n: 'nñ',
	o: 'oôöóòõ',
	u: 'uùûüú',
	y: 'yÿý',
};
const BETWEEN = "(?:[\\s\\u00a0\\u202f'’.-]|&nbsp;){1,6}";
const TITLES = '(?:mme|madame|mlle|m|mr|mrs|ms|monsieur)';

/** By what a person is recognised in texts. */
export interface TracesOfPerson {
	/** One of them stands in every text that may name her, in lower case and without accents (`folded` of the database). */
	readonly needles: readonly string[];
	/** Her address stands in it: it is about her for certain. */
	hasAddress(text: string): boolean;
	/** Her name stands in it: first and family name, a title with the family name; `alone`: the family name too. */
	hasName(text: string, alone: boolean): boolean;
	/** Her addresses masked; with `names` her names as well. */
	mask(text: string, names: boolean): string;
	/** Some words around the first mention. */
	excerpt(text: string): string;
}

/** Reads how a person is named; undefined where nothing of her can be looked for. */
export function tracesOfPerson(person: {
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly addresses: readonly string[];
}): TracesOfPerson | undefined {
	const first = patternOf(person.firstName);
	const last = patternOf(person.lastName);
	if (!last && person.addresses.length === 0) return undefined;
	const whole = last
		? [TITLES + BETWEEN + last, ...(first ? [first + BETWEEN + last, last + BETWEEN + first] : [])]
		: [];
	const isLong = (person.lastName?.trim().length ?? 0) >= LONE_NAME_AT_LEAST;
	const named = matcherOf(whole);
	const namedAlone = matcherOf(last && isLong ? [...whole, last] : whole);
	const addressed = matcherOf(person.addresses.map(escaped));
	const found = (matcher: RegExp | undefined, text: string) =>
		matcher !== undefined && text.normalize('NFC').search(matcher) >= 0;
	return {
		needles: [...person.addresses, ...(last ? [longestWordOf(person.lastName!)] : [])],
		hasAddress: (text) => found(addressed, text),
		hasName: (text, alone) => found(alone ? namedAlone : named, text),
		mask(text, names) {
			const whole = text.normalize('NFC');
			const without = addressed ? whole.replace(addressed, MASK) : whole;
			return names && namedAlone ? without.replace(namedAlone, MASK) : without;
		},
		excerpt(text) {
			const whole = text.normalize('NFC');
			const at = [addressed, namedAlone].map((matcher) => (matcher ? whole.search(matcher) : -1));
			const from = Math.max(0, Math.min(...at.filter((place) => place >= 0), whole.length) - 60);
			return whole
				.slice(from, from + 160)
				.replace(/\s+/g, ' ')
				.trim();
		},
	};
}

function matcherOf(patterns: readonly string[]): RegExp | undefined {
	if (patterns.length === 0) return undefined;
	return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** A name as a pattern: its letters, whatever stands between its words. */
function patternOf(name: string | null): string | undefined {
	const words = wordsOf(name ?? '');
	if (words.length === 0) return undefined;
	return words
		.map((word) => [...word].map((letter) => (LETTERS[letter] ? `[${LETTERS[letter]}]` : letter)).join(''))
		.join(BETWEEN);
}

function longestWordOf(name: string): string {
	return wordsOf(name).reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

function wordsOf(name: string): string[] {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
}

function escaped(address: string): string {
	return address.replace(/[.*+?^${}()|[\]\\/]/g, (sign) => `\\${sign}`);
}
