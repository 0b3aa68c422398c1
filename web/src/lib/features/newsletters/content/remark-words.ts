/** What the check says of a letter, in the reader's language. */
import type { Remark, RemarkCode, Topic } from '#domain/newsletters/content/check/remark.ts';
import { number } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import { variableWord } from '../../sequences/variable-words.ts';

/** The name of each thing that is checked. */
export const TOPIC_WORDS: Record<Topic, () => string> = {
	subject: m.letter_topic_subject,
	variables: m.letter_topic_variables,
	links: m.letter_topic_links,
	images: m.letter_topic_images,
	words: m.letter_topic_words,
	structure: m.letter_topic_structure,
	unsubscribe: m.letter_topic_unsubscribe,
	sender: m.letter_topic_sender,
	weight: m.letter_topic_weight,
	contrast: m.letter_topic_contrast,
	language: m.letter_topic_language,
	outlook: m.letter_topic_outlook,
};

interface Words {
	title: (remark: Remark) => string;
	help: (remark: Remark, language: Language) => string;
}

const USES: Record<string, () => string> = {
	text: m.letter_use_text,
	link: m.letter_use_link,
	button: m.letter_use_button,
};

/** Bytes as people read them. */
export const kilobytes = (bytes: number, language: Language) => number(Math.round(bytes / 1_000), language);
/** A contrast, with one figure behind the comma; cut, never rounded up to what would do. */
export const ratioOf = (ratio: number, language: Language) => number(Math.floor(ratio * 10) / 10, language);

const size = ({ value = 0 }: Remark, language: Language) => kilobytes(value, language);
const value = ({ value = 0 }: Remark, language: Language) => number(value, language);

const WORDS: Record<RemarkCode, Words> = {
	'empty-subject': {
		title: () => m.letter_remark_empty_subject(),
		help: () => m.letter_remark_empty_subject_help(),
	},
	'long-subject': {
		title: () => m.letter_remark_long_subject(),
		help: (remark, language) => m.letter_remark_long_subject_help({ value: value(remark, language) }),
	},
	'missing-fallback': {
		title: ({ what }) => `${m.remark_missing_fallback()}, ${variableWord(what)}`,
		help: () => m.remark_missing_fallback_help(),
	},
	'unknown-variable': {
		title: () => m.remark_unknown(),
		help: ({ what }) => m.remark_unknown_help({ what }),
	},
	'malformed-variable': { title: () => m.remark_malformed(), help: () => m.remark_malformed_help() },
	elision: { title: () => m.remark_elision(), help: ({ what }) => m.remark_elision_help({ what }) },
	'bad-link': {
		title: () => m.letter_remark_bad_link(),
		help: ({ what }) =>
			what ? m.letter_remark_bad_link_help({ what }) : m.letter_remark_bad_link_empty_help(),
	},
	'dead-link': {
		title: () => m.letter_remark_dead_link(),
		help: ({ what, answer = '' }) =>
			/^\d+$/.test(answer)
				? m.letter_remark_dead_link_help({ what, answer })
				: m.letter_remark_dead_link_nowhere_help({ what, answer }),
	},
	'silent-link': {
		title: () => m.letter_remark_silent_link(),
		help: ({ what, answer = '' }) => m.letter_remark_silent_link_help({ what, answer }),
	},
	'misleading-link': {
		title: () => m.letter_remark_misleading_link(),
		help: ({ what }) => m.letter_remark_misleading_link_help({ what }),
	},
	'image-without-alt': {
		title: () => m.letter_remark_image_without_alt(),
		help: () => m.letter_remark_image_without_alt_help(),
	},
	'heavy-image': {
		title: () => m.letter_remark_heavy_image(),
		help: (remark, language) => m.letter_remark_heavy_image_help({ size: size(remark, language) }),
	},
	'large-image': {
		title: () => m.letter_remark_large_image(),
		help: (remark, language) => m.letter_remark_large_image_help({ value: value(remark, language) }),
	},
	'spam-word': {
		title: ({ what }) => m.letter_remark_spam_word({ what }),
		help: () => m.letter_remark_spam_word_help(),
	},
	'empty-letter': {
		title: () => m.letter_remark_empty_letter(),
		help: () => m.letter_remark_empty_letter_help(),
	},
	'all-images': { title: () => m.letter_remark_all_images(), help: () => m.letter_remark_all_images_help() },
	'no-imprint': { title: () => m.letter_remark_no_imprint(), help: () => m.letter_remark_no_imprint_help() },
	'heavy-html': {
		title: () => m.letter_remark_heavy_html(),
		help: (remark, language) => m.letter_remark_heavy_html_help({ size: size(remark, language) }),
	},
	'clipped-html': {
		title: () => m.letter_remark_clipped_html(),
		help: (remark, language) => m.letter_remark_clipped_html_help({ size: size(remark, language) }),
	},
	'low-contrast': {
		title: () => m.letter_remark_low_contrast(),
		help: ({ what, value = 0 }, language) =>
			m.letter_remark_low_contrast_help({ use: USES[what]?.() ?? what, ratio: ratioOf(value, language) }),
	},
	webp: { title: () => m.letter_remark_webp(), help: () => m.letter_remark_webp_help() },
};

/** A remark in words: what it is, and what it does. */
export function remarkWords(remark: Remark, language: Language): { title: string; help: string } {
	const { title, help } = WORDS[remark.code];
	return { title: title(remark), help: help(remark, language) };
}
