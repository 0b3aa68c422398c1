/** A newsletter as fields that are brought together one by one when two people edited it: each block of its letter is a field. */
import type { Letter, LetterBlock } from '#domain/newsletters/content/letter.ts';
import type { NewsletterDraft } from '#domain/newsletters/newsletter-draft.ts';
import { automationWords } from '#lib/features/engagements/automation-words.ts';
import { m } from '#texts/generated/messages.js';
import { recurrenceSentence } from '#texts/recurrence.ts';
import type { Reader } from '#texts/format.ts';

export interface NewsletterFields extends Omit<
	NewsletterDraft,
	'content' | 'recurrence' | 'timeZone' | 'gapMinSeconds' | 'gapMaxSeconds'
> {
	rhythm: Pick<NewsletterDraft, 'recurrence' | 'timeZone'>;
	gap: Pick<NewsletterDraft, 'gapMinSeconds' | 'gapMaxSeconds'>;
	/** Colours and reason. */
	look: Letter['attrs'];
	/** All of them, where their number differs between the edits. */
	blocks?: LetterBlock[];
	[block: `block${number}`]: LetterBlock;
}

/** Drafts of one newsletter as fields; block by block where all have as many. */
export function fieldsOfDrafts<Many extends readonly NewsletterDraft[]>(
	drafts: Many,
): { [I in keyof Many]: NewsletterFields } {
	const isBlockwise = new Set(drafts.map(({ content }) => content.content.length)).size === 1;
	return drafts.map((draft) => {
		const { content, recurrence, timeZone, gapMinSeconds, gapMaxSeconds, ...fields } = draft;
		const { attrs: look, content: blocks } = content;
		return {
			...{ ...fields, look, rhythm: { recurrence, timeZone }, gap: { gapMinSeconds, gapMaxSeconds } },
			...(isBlockwise
				? Object.fromEntries(blocks.map((block, index) => [`block${index + 1}`, block]))
				: { blocks }),
		};
	}) as { [I in keyof Many]: NewsletterFields };
}

/** The fields as a draft again. */
export function draftOfFields({ rhythm, gap, look, blocks, ...rest }: NewsletterFields): NewsletterDraft {
	const blockwise: LetterBlock[] = [];
	for (let block = rest[`block${1}`]; block; block = rest[`block${blockwise.length + 1}`])
		blockwise.push(block);
	const fields = Object.fromEntries(Object.entries(rest).filter(([field]) => !/^block\d/.test(field)));
	return {
		...(fields as unknown as Omit<NewsletterDraft, 'content' | keyof typeof rhythm | keyof typeof gap>),
		...rhythm,
		...gap,
		content: { type: 'doc', attrs: look, content: blocks ?? blockwise },
	};
}

const LABELS: Record<string, () => string> = {
	title: m.newsletter_name,
	language: m.newsletter_language,
	rhythm: m.newsletter_recurrence,
	closedDays: m.newsletter_closed_days,
	repeatsContent: m.newsletter_repeats,
	gap: m.newsletter_gap,
	observationDays: m.newsletter_observation,
	replySucceeds: m.newsletter_success_reply,
	clickSucceeds: m.newsletter_success_click,
	subject: m.letter_subject,
	previewText: m.letter_preview_text,
	imprint: m.newsletter_imprint,
	look: m.letter_colours,
	blocks: m.letter_body,
	onSuccess: m.newsletter_on_success,
	onFailure: m.newsletter_on_failure,
};

/** How a field is called, and how its value reads. */
export function newsletterWords(
	reader: Reader,
	routineTitle: (id: string) => string | undefined,
	sequenceTitle: (id: string) => string | undefined,
) {
	return {
		label: (field: string) =>
			LABELS[field]?.() ?? m.newsletter_block_n({ number: field.slice('block'.length) }),
		words(field: string, value: unknown): string {
			const fields = { [field]: value } as unknown as NewsletterFields;
			if (field === 'rhythm') {
				const { recurrence, timeZone } = fields.rhythm;
				return `${recurrenceSentence(recurrence, reader)}\n${timeZone}`;
			}
			if (field === 'gap') return `${fields.gap.gapMinSeconds} – ${fields.gap.gapMaxSeconds} s`;
			if (field === 'look') return Object.values(fields.look).filter(Boolean).join('\n');
			if (field === 'onSuccess' || field === 'onFailure')
				return (
					fields[field]
						.flatMap((one) => automationWords(one, reader.language, routineTitle, sequenceTitle))
						.join('\n') || m.automation_none()
				);
			if (field === 'blocks') return (fields.blocks ?? []).map(plainText).join('\n\n');
			if (/^block\d/.test(field)) return plainText(value);
			if (field === 'closedDays')
				return value === 'leave' ? m.newsletter_closed_leave() : m.newsletter_closed_next();
			if (field === 'language')
				return value === 'en' ? m.newsletter_language_en() : m.newsletter_language_fr();
			if (typeof value === 'boolean') return value ? m.conflict_yes() : m.conflict_no();
			return String(value);
		},
	};
}

/** What of a block can be read: its text, or what stands for an image or a button. */
function plainText(node: unknown): string {
	const {
		text,
		attrs = {},
		content = [],
	} = node as {
		text?: string;
		attrs?: { name?: string; label?: string; alt?: string; title?: string };
		content?: unknown[];
	};
	const own = text ?? attrs.name ?? (attrs.label || attrs.alt || attrs.title) ?? '';
	return own + content.map(plainText).join('');
}
