import sanitizeHtml from 'sanitize-html';
import { boundedHtml } from './bounded-html.ts';

/** HTML from outside, fit for a sandboxed frame, and how many pictures it would have loaded from elsewhere. */
export interface SanitisedHtml {
	readonly html: string;
	readonly remoteImages: number;
}

/**
 * Sanitises HTML of a mail: no script, form, frame, style sheet or handler; links open elsewhere and tell nobody where they
 * come from. Pictures from elsewhere stay off: their address waits in `data-src`, so that the reader may load them.
 */
export function sanitise(html: string): SanitisedHtml {
	let remoteImages = 0;
	const clean = sanitizeHtml(boundedHtml(html), {
		allowedTags: [
			...sanitizeHtml.defaults.allowedTags.filter((tag) => !['style', 'form', 'input'].includes(tag)),
			'img',
			'font',
			'center',
			'del',
			'ins',
		],
		disallowedTagsMode: 'discard',
		nonTextTags: [
			'style',
			'script',
			'textarea',
			'option',
			'noscript',
			'title',
			'head',
			'template',
			'svg',
			'math',
		],
		allowedAttributes: {
			'*': ['style', 'dir', 'lang', 'align', 'valign', 'bgcolor', 'title'],
			a: ['href', 'rel', 'target'],
			img: ['src', 'data-src', 'alt', 'width', 'height'],
			font: ['color', 'size', 'face'],
			table: ['width', 'border', 'cellpadding', 'cellspacing'],
			td: ['colspan', 'rowspan', 'width', 'height'],
			th: ['colspan', 'rowspan', 'width', 'height'],
			ol: ['start', 'type'],
		},
		allowedSchemes: ['http', 'https', 'mailto', 'tel'],
		allowedSchemesByTag: { img: ['data'] },
		allowProtocolRelative: false,
		allowedStyles: { '*': HARMLESS_STYLES },
		nestingLimit: 80,
		transformTags: {
			a: (tagName, attributes) => ({
				tagName,
				attribs: { ...attributes, rel: 'noopener noreferrer nofollow', target: '_blank' },
			}),
			img: (tagName, { src = '', 'data-src': _, ...rest }) => {
				if (/^data:image\/(png|jpe?g|gif|webp);base64,/i.test(src))
					return { tagName, attribs: { ...rest, src } };
				if (!/^https?:\/\//i.test(src)) return { tagName, attribs: rest as Record<string, string> };
				remoteImages++;
				return { tagName, attribs: { ...rest, 'data-src': src } };
			},
		},
	});
	return { html: clean, remoteImages };
}

const LENGTH = /^[\d.]+(px|pt|em|rem|%)?( [\d.]+(px|pt|em|rem|%)?){0,3}$/;
const COLOUR = /^(#[0-9a-f]{3,8}|rgba?\([\d\s.,%]+\)|[a-z]{3,20})$/i;

/** Nothing here can load or cover anything: no url(), no position. */
const HARMLESS_STYLES = {
	color: [COLOUR],
	'background-color': [COLOUR],
	'font-size': [LENGTH, /^(small|medium|large|x-large|smaller|larger)$/],
	'font-weight': [/^(bold|bolder|normal|lighter|[1-9]00)$/],
	'font-style': [/^(italic|normal|oblique)$/],
	'font-family': [/^[\w\s,'"-]{1,200}$/],
	'text-align': [/^(left|right|center|justify)$/],
	'text-decoration': [/^(none|underline|line-through)$/],
	'line-height': [LENGTH, /^[\d.]+$/],
	margin: [LENGTH],
	'margin-top': [LENGTH],
	'margin-bottom': [LENGTH],
	'margin-left': [LENGTH],
	padding: [LENGTH],
	'padding-left': [LENGTH],
	'border-collapse': [/^collapse$/],
	width: [LENGTH],
	'white-space': [/^(normal|pre-wrap|nowrap)$/],
};
