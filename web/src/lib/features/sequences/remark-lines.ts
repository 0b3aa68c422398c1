/** What the editor says beside a text: each remark in its words, with what mends it. */
import type { Component } from 'svelte';
import Smartphone from '@lucide/svelte/icons/smartphone';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { PHONE_SUBJECT } from '#domain/writing/phone-subject.ts';
import { m } from '#texts/generated/messages.js';
import type { DraftStep } from './draft.ts';
import type { TextHandle } from './text-handle.ts';
import type { ShownRemark } from './text-remarks.ts';
import { hasWords } from './variable-text.ts';
import { usualFallback, variableWord } from './variable-words.ts';

export interface RemarkLine {
	key: string;
	title: string;
	text: string;
	/** Distance from the top of the text, in pixels. */
	top: number;
	icon: Component<{ size?: number }>;
	fix?: { label: string; run: () => void };
}

/** A text under the editor, and what was found in it. */
export interface RemarkedText {
	remarks: readonly ShownRemark[];
	handle: TextHandle | undefined;
}

const TITLES = {
	'missing-fallback': m.remark_missing_fallback,
	'unknown-variable': m.remark_unknown,
	'malformed-variable': m.remark_malformed,
	elision: m.remark_elision,
	table: m.remark_table,
	image: m.remark_image,
};
const HELPS = {
	'missing-fallback': m.remark_missing_fallback_help,
	'unknown-variable': m.remark_unknown_help,
	'malformed-variable': m.remark_malformed_help,
	elision: m.remark_elision_help,
	table: m.remark_table_help,
	image: m.remark_image_help,
};

/**
 * All lines of a step, those of the subject first.
 *
 * @param filledSubject the subject as the contact of the preview would read it.
 * @param pasted what a paste brought along and the editor left out.
 * @param language the mail's: fallbacks are offered in it.
 */
export function remarkLines(
	step: DraftStep,
	filledSubject: string,
	subject: RemarkedText,
	body: RemarkedText,
	pasted: readonly ('table' | 'image')[],
	language: LanguageCode,
): RemarkLine[] {
	return [
		...(step.subject?.trim() === '' ? [plain(m.remark_no_subject(), m.remark_no_subject_help())] : []),
		...(hasWords(step.bodyHtml) ? [] : [plain(m.remark_empty(), m.remark_empty_help())]),
		...(step.subject !== null && filledSubject.length > PHONE_SUBJECT ? [tooLong(filledSubject)] : []),
		...subject.remarks.map((remark) => ({ ...lineOf(remark, subject.handle, 'subject', language), top: 0 })),
		...pasted.map((what) => plain(TITLES[what](), HELPS[what]({ what: '' }))),
		...body.remarks.map((remark) => lineOf(remark, body.handle, 'body', language)),
	];
}

/** The same lines, each beside its place and none over another. */
export function standApart(lines: readonly RemarkLine[]): RemarkLine[] {
	let free = 0;
	return lines.map((line) => {
		const top = Math.max(line.top, free);
		free = top + heightOf(line);
		return { ...line, top };
	});
}

function lineOf(
	remark: ShownRemark,
	handle: TextHandle | undefined,
	place: string,
	language: LanguageCode,
): RemarkLine {
	const { code, what, at, top } = remark;
	const isMissing = code === 'missing-fallback';
	const usual = isMissing ? usualFallback(what, language) : '';
	return {
		key: `${place} ${code} ${at}`,
		title: isMissing ? `${TITLES[code]()}, ${variableWord(what)}` : TITLES[code](),
		text: HELPS[code]({ what }),
		top,
		icon: TriangleAlert,
		fix: usual
			? {
					label: m.editor_fallback_use({ fallback: usual }),
					run: () => handle?.setFallback(at, usual),
				}
			: undefined,
	};
}

function plain(title: string, text: string): RemarkLine {
	return { key: title, title, text, top: 0, icon: TriangleAlert };
}

function tooLong(subject: string): RemarkLine {
	return {
		key: 'long',
		title: m.remark_long_subject(),
		text: m.remark_long_subject_help({ start: lastWordsOnPhone(subject) }),
		top: 0,
		icon: Smartphone,
	};
}

/** The last two words that a telephone shows. */
function lastWordsOnPhone(subject: string): string {
	const cut = subject.slice(0, PHONE_SUBJECT);
	const space = cut.lastIndexOf(' ');
	const whole = space > 20 ? cut.slice(0, space) : cut;
	return whole.split(' ').slice(-2).join(' ');
}

/** About how high a remark is in its column, in pixels, with the space under it. */
function heightOf({ text, fix }: RemarkLine): number {
	return 16 * (1 + Math.ceil(text.length / 24) + (fix ? 1 : 0)) + 12;
}
