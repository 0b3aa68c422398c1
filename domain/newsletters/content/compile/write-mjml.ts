import { escapeHtml } from '#domain/writing/escape-html.ts';
import { FOOTER_WORDS } from '../footer-words.ts';
import { MAIL_WIDTH, TEXT_WIDTH } from '../letter.ts';
import type { ReadBlock, ReadSimpleBlock, Word } from '../read-letter.ts';
import { CLASSES, darkRules, outlookDarkRules } from './head-styles.ts';
import { hrefOf, htmlOfImage, htmlOfText, htmlOfWords, linkOf, type HtmlSettings } from './write-html.ts';
import type { Footer } from './write-text.ts';

/** Space beside the text, in pixels. */
const SIDE = (MAIL_WIDTH - TEXT_WIDTH) / 2;
/** Space above the first block. */
const SPACE_ABOVE = 24;
const COLUMN_WIDTH = MAIL_WIDTH / 2 - 2 * SIDE;
/** Size of the footer, whose colour stays the letter's own: a paler one would be lost on what an author may choose. */
const SMALL = '13px';

/** Fills the line of a list of mails behind a short preview text, so that no words of the letter follow it there. */
const FILL = '&#847;&zwnj;&nbsp;'.repeat(40);

/** All that a letter's MJML is made of. */
export interface MjmlParts {
	readonly subject: readonly Word[];
	readonly previewText: readonly Word[];
	readonly blocks: readonly ReadBlock[];
	readonly footer: Footer;
}

/**
 * Writes a letter as MJML, whose compiler lays it out in the tables that Word needs. All that somebody wrote is escaped
 * here: the compiler passes it on as it is.
 */
export function writeMjml(parts: MjmlParts, settings: HtmlSettings): string {
	const { colours } = settings;
	const { language } = parts.footer;
	return [
		`<mjml lang="${language}" dir="ltr"><mj-head>`,
		`<mj-title>${htmlOfWords(parts.subject, settings)}</mj-title>`,
		`<mj-style>${darkRules(colours)}</mj-style>`,
		'<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
		`<style type="text/css">${outlookDarkRules(colours)}</style></mj-raw>`,
		'<mj-attributes><mj-all font-family="Arial, Helvetica, sans-serif" />',
		`<mj-text font-size="16px" line-height="1.5" color="${colours.text}" padding="0 ${SIDE}px" />`,
		'</mj-attributes></mj-head>',
		`<mj-body width="${MAIL_WIDTH}px" background-color="${colours.background}" css-class="${CLASSES.body}">`,
		preheader(parts.previewText, settings),
		...sections(parts.blocks, settings),
		ofFooter(parts.footer, settings),
		'</mj-body></mjml>',
	].join('');
}

function preheader(words: readonly Word[], settings: HtmlSettings): string {
	if (words.length === 0) return '';
	const look =
		'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all';
	const { background } = settings.colours;
	return `<mj-raw><div style="${look};color:${background}">${htmlOfWords(words, settings)}${FILL}</div></mj-raw>`;
}

/** Neighbouring blocks of the full width share a section; two columns are one of their own. */
function sections(blocks: readonly ReadBlock[], settings: HtmlSettings): string[] {
	const written: string[] = [];
	let full: ReadSimpleBlock[] = [];
	const push = (inner: string) => {
		const above = written.length === 0 ? SPACE_ABOVE : 0;
		written.push(`<mj-section padding="${above}px 0 0 0">${inner}</mj-section>`);
	};
	const close = () => {
		if (full.length === 0) return;
		push(`<mj-column>${column(full, TEXT_WIDTH, settings)}</mj-column>`);
		full = [];
	};
	for (const block of blocks) {
		if (block.kind !== 'columns') {
			full.push(block);
			continue;
		}
		close();
		const halves = block.columns
			.map((half) => `<mj-column width="50%">${column(half, COLUMN_WIDTH, settings)}</mj-column>`)
			.join('');
		push(halves);
	}
	close();
	return written;
}

/** Neighbouring blocks of text share a cell: a letter of text is half as heavy for it. */
function column(blocks: readonly ReadSimpleBlock[], width: number, settings: HtmlSettings): string {
	let written = '';
	let isText = false;
	for (const block of blocks) {
		const belongs = block.kind === 'paragraph' || block.kind === 'heading' || block.kind === 'list';
		if (belongs !== isText) written += belongs ? `<mj-text css-class="${CLASSES.text}">` : '</mj-text>';
		isText = belongs;
		written += belongs ? htmlOfText(block, settings) : apart(block, width, settings);
	}
	return isText ? `${written}</mj-text>` : written;
}

function apart(
	block: Extract<ReadSimpleBlock, { kind: 'image' | 'button' | 'divider' }>,
	width: number,
	settings: HtmlSettings,
): string {
	const { accent, onAccent, text } = settings.colours;
	if (block.kind === 'image') {
		const image = htmlOfImage(block.image, block.to, width, settings);
		return `<mj-text css-class="${CLASSES.text}" padding="4px ${SIDE}px 18px ${SIDE}px">${image}</mj-text>`;
	}
	if (block.kind === 'divider') {
		return `<mj-divider css-class="${CLASSES.line}" border-width="1px" border-color="#c9c6be" padding="8px ${SIDE}px 22px ${SIDE}px" />`;
	}
	const said = htmlOfWords(block.words, settings);
	// A button to nowhere is its words: nobody is to press what does nothing.
	if (!block.to) return `<mj-text css-class="${CLASSES.text}" color="${text}"><p>${said}</p></mj-text>`;
	const look = `background-color="${accent}" color="${onAccent}" font-size="16px" font-weight="bold" border-radius="6px"`;
	const place = `align="left" inner-padding="12px 20px" padding="4px ${SIDE}px 18px ${SIDE}px"`;
	return `<mj-button ${look} ${place} href="${hrefOf(block.to, settings)}">${said}</mj-button>`;
}

function ofFooter({ language, reason, imprint, isMeasured }: Footer, settings: HtmlSettings): string {
	const { marks, colours } = settings;
	const words = FOOTER_WORDS[language];
	const link = (slot: string, said: string) => linkOf(marks.of(slot), escapeHtml(said), colours.text);
	const links = [
		link('unsubscribe', words.unsubscribe),
		...(isMeasured ? [link('measuring', words.measuring)] : []),
		link('browser', words.browser),
	].join(' &middot; ');
	const lines = [escapeHtml(reason || words.reason), links, escapeHtml(imprint).replaceAll('\n', '<br />')];
	const small = lines
		.filter((said) => said !== '')
		.map((said) => `<p style="margin:0 0 6px 0">${said}</p>`)
		.join('');
	const pixel = isMeasured
		? `<mj-raw><img src="${marks.of('pixel')}" width="1" height="1" alt="" style="display:block;border:0;width:1px;height:1px" /></mj-raw>`
		: '';
	return [
		'<mj-section padding="6px 0 24px 0"><mj-column>',
		`<mj-text css-class="${CLASSES.text}"><div>${marks.of('signature')}</div></mj-text>`,
		`<mj-divider css-class="${CLASSES.line}" border-width="1px" border-color="#c9c6be" padding="14px ${SIDE}px" />`,
		`<mj-text css-class="${CLASSES.muted}" font-size="${SMALL}">${small}</mj-text>`,
		`</mj-column></mj-section>${pixel}`,
	].join('');
}
