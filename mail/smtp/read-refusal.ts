import {
	ANOTHER_MATTER,
	CLEARLY_NOBODY,
	FOR_NOW,
	NUMBERS_OF_OPERATORS,
	NUMBER_OF_OPERATOR,
	WORDS_OF_REFUSALS,
} from './words-of-refusals.ts';
import type { SaidInWords } from './words-of-refusals.ts';

/** What a refusal says of itself. */
export interface Refusal {
	/** Its three digits; 0 where it has none. */
	readonly replyCode: number;
	/** RFC 3463. */
	readonly status: string | undefined;
	readonly says: SaidInWords | undefined;
	/** The words that say it, without addresses. */
	readonly quote: string | undefined;
	readonly forNow: boolean;
	readonly clearlyNobody: boolean;
	/** Its words speak of something else than an address. */
	readonly anotherMatter: boolean;
}

/** Characters of a refusal that are looked at; servers write one or two lines, their links included. */
const READ_AT_MOST = 4_000;
const QUOTE_AT_MOST = 120;
const STATUS_AFTER_CODE = /^\d{3}[ -](?:[^\s@<]{0,100}[<@]\S{0,200} )?([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;
const STATUS_ANYWHERE = /(?:#|\b[245]\d\d[ :-]{1,3}#?|\(|^)([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;

/** The enhanced status that some words carry; neither a network address nor a program's version is one. */
export function statusIn(text: string): string | undefined {
	const read = text.slice(0, READ_AT_MOST);
	return (STATUS_AFTER_CODE.exec(read) ?? STATUS_ANYWHERE.exec(read))?.[1];
}

/** Reads the codes and the words of a refusal, several lines included. */
export function readRefusal(reply: string): Refusal {
	const words = wordsOf(reply);
	const said = saidIn(words);
	return {
		replyCode: Number(/^\d{3}/.exec(reply)?.[0] ?? 0),
		status: statusIn(reply),
		says: said?.says,
		quote: said?.quote,
		forNow: FOR_NOW.test(words),
		clearlyNobody: CLEARLY_NOBODY.test(words),
		anotherMatter: ANOTHER_MATTER.test(words),
	};
}

function saidIn(words: string): { says: SaidInWords; quote: string } | undefined {
	const number = NUMBER_OF_OPERATOR.exec(words);
	const meant = number ? NUMBERS_OF_OPERATORS.get(number[1]!) : undefined;
	if (number && meant) return { says: meant, quote: number[0] };
	for (const [says, patterns] of WORDS_OF_REFUSALS)
		for (const pattern of patterns) {
			const found = pattern.exec(words);
			if (found) return { says, quote: found[0].trim().slice(0, QUOTE_AT_MOST) };
		}
	return undefined;
}

/** Lower case, no accents; without codes that are repeated on each line, addresses, and the paths of links. */
function wordsOf(reply: string): string {
	return reply
		.slice(0, READ_AT_MOST)
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[’‘ʼ´`]/g, "'")
		.replace(/https?:\/\/([^\s/]{1,200})\S*/g, '$1')
		.replace(/[^\s<>()[\]"',;:]+/g, (word) => (/[^@]@[^@]/.test(word) ? '…' : word))
		.replace(/(?<![\d_])[45]\d\d(?:-|[- ]#?[45]\.\d{1,3}\.\d{1,3}(?!\.?\d))/g, ' ')
		.replace(/\s+/g, ' ');
}
