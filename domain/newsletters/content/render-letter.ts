import type { LanguageCode } from '#domain/values/language-code.ts';
import { compileMjml } from './compile/compile-mjml.ts';
import { writeMjml } from './compile/write-mjml.ts';
import { plainWords, writeText, type Footer } from './compile/write-text.ts';
import type { Letter } from './letter.ts';
import { readLetter, readWords } from './read-letter.ts';
import type { RenderedLetter } from './rendered-letter.ts';
import { SlotMarks, withoutMarks } from './slots.ts';

/** What a letter is sent with, beside its blocks. */
export interface LetterSettings {
	/** A line with variables, as in every text of the product. */
	readonly subject: string;
	/** *Texte d’aperçu*: likewise; empty where there is none. */
	readonly previewText: string;
	/** Of mail and footer. */
	readonly language: LanguageCode;
	/** Who sends, under the law. */
	readonly imprint: string;
	/** The address under which images are served, up to their name, such as `https://refrain.example/i/`. */
	readonly imagesAt: string;
	/** Whether opens or clicks may be counted: without it no pixel and nothing to refuse. */
	readonly isMeasured: boolean;
}

/**
 * Compiles a letter once for all who get it. Nothing that an author wrote becomes markup, and a link is an address of the web,
 * of a mail or of a telephone or none. A variable that does not exist says its fallback: the check before activation finds
 * it, and a letter on its way does not stop for it.
 */
export async function renderLetter(letter: Letter, settings: LetterSettings): Promise<RenderedLetter> {
	const { language, isMeasured } = settings;
	const read = readLetter(letter);
	const variables = new Set(read.variables);
	const subject = readWords(settings.subject, variables);
	const previewText = readWords(settings.previewText, variables);
	const footer: Footer = {
		...{ language, isMeasured },
		reason: withoutMarks(letter.attrs.reason),
		imprint: withoutMarks(settings.imprint),
	};
	const marks = new SlotMarks();
	const { imagesAt } = settings;
	const html = { marks, colours: letter.attrs, imagesAt: withoutMarks(imagesAt) };
	const mjml = writeMjml({ subject, previewText, blocks: read.blocks, footer }, html);
	return {
		subject: marks.cut(plainWords(subject, marks)),
		html: marks.cut(await compileMjml(mjml)),
		text: marks.cut(writeText(read.blocks, footer, marks)),
		links: read.links,
		variables: [...variables],
	};
}
