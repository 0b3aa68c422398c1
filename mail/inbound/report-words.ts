import type { MailHead } from './parsed-mail.ts';
import { ASKED_FOR_HELP, MARKS_OF_RETURNED } from './words-of-systems.ts';

/** A report's text: what the system says, and the mail that it copies below. */
export interface ReportText {
	readonly notice: string;
	readonly returned: string;
}

const NOTICE_AT_MOST = 64 * 1024;
const LINES_AT_MOST = 2_000;
const RECIPIENTS_AT_MOST = 50;

/** Parts a report's text where the copy of the returned mail begins. */
export function reportTextOf(text: string): ReportText {
	const lines = text.split('\n');
	const mark = lines.findIndex((line) => {
		const begin = line.slice(0, 100);
		return MARKS_OF_RETURNED.some((pattern) => pattern.test(begin));
	});
	const end = mark < 0 ? lines.length : mark;
	return {
		notice: lines.slice(0, Math.min(end, LINES_AT_MOST)).join('\n').slice(0, NOTICE_AT_MOST),
		returned: lines.slice(end).join('\n'),
	};
}

/** A recipient that a notice names, with what it says of them. */
export interface NamedRecipient {
	readonly address: string;
	readonly words: string;
}

const AT_BEGIN = /^[\s>*•<"'(-]{0,16}([^\s<>()"',;:]{1,64}@[^\s<>()"',;:]{1,255})/;
const ANYWHERE = /(?<![^\s<>()"',;:])[^\s<>()"',;:@]{1,64}@[^\s<>()"',;:@]{1,255}/g;

/**
 * The recipients that a notice names: those at the begin of a line, each with the lines up to the next one; else the first
 * address in it. The reader's own addresses and those of helpers are none.
 */
export function recipientsIn(notice: string, mail: MailHead): NamedRecipient[] {
	const others = new Set([
		...[...mail.to, ...mail.cc].map(({ address }) => address),
		...mail.deliveredTo,
		mail.from?.address,
	]);
	const isRecipient = (address: string) =>
		!others.has(address) && !ASKED_FOR_HELP.test(address) && !/^[0-9a-f]{32}@/.test(address);
	const words = new Map<string, string[]>();
	let current: string[] | undefined;
	for (const line of notice.split('\n')) {
		const address = clean(AT_BEGIN.exec(line.slice(0, 400))?.[1] ?? '');
		if (address !== '' && isRecipient(address)) {
			current = words.get(address) ?? [];
			if (words.size < RECIPIENTS_AT_MOST) words.set(address, current);
		}
		current?.push(line);
	}
	if (words.size > 0) return [...words].map(([address, lines]) => ({ address, words: lines.join('\n') }));
	const first = (notice.match(ANYWHERE) ?? []).map(clean).find(isRecipient);
	return first ? [{ address: first, words: notice }] : [];
}

const clean = (address: string) => address.replace(/[.>\])]{1,5}$/, '').toLowerCase();
