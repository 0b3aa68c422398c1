import sanitizeHtml from 'sanitize-html';
import { signatureLimits } from '#platform/limits.ts';

/** What is said of a signature beside its editor; it is kept all the same. */
export interface SignatureRemark {
	code: 'table' | 'heavy-image' | 'remote-image' | 'long';
	/** Kilobytes of the heaviest image, or characters of text. */
	size?: number;
}

/** An image heavier than a logo, in bytes. */
const LOGO = 100_000;
const INLINE_IMAGE = /^data:image\/(png|jpeg|gif|webp);base64,/i;

/**
 * Leaves of a signature what a mail may carry: text, links, line breaks, small images inside the text. Scripts, styles
 * that reach outside, forms and tables are taken out. One that shows nothing is none.
 */
export function cleanSignature(html: string): { html: string; remarks: SignatureRemark[] } {
	const remarks: SignatureRemark[] = [];
	if (/<table[\s>]/i.test(html)) remarks.push({ code: 'table' });
	let heaviest = 0;
	const clean = sanitizeHtml(html, {
		allowedTags: ['p', 'div', 'span', 'br', 'b', 'strong', 'i', 'em', 'u', 'a', 'img', 'ul', 'ol', 'li'],
		allowedAttributes: { a: ['href'], img: ['src', 'alt', 'width', 'height'], '*': ['style'] },
		allowedSchemes: ['http', 'https', 'mailto', 'tel'],
		allowedSchemesByTag: { img: ['data', 'https'] },
		allowedStyles: {
			'*': {
				color: [/^#[0-9a-f]{3,8}$/i, /^[a-z]+$/i, /^rgb\([\d\s,]+\)$/i],
				'font-size': [/^\d{1,2}(\.\d+)?(px|pt|em)$/],
				'font-weight': [/^(bold|normal|[1-9]00)$/],
				'font-style': [/^(italic|normal)$/],
				'text-decoration': [/^(underline|none)$/],
			},
		},
		exclusiveFilter: ({ tag, attribs }) => {
			if (tag !== 'img') return false;
			const source = attribs.src ?? '';
			if (!INLINE_IMAGE.test(source)) {
				if (source.startsWith('https:')) remarks.push({ code: 'remote-image' });
				return !source.startsWith('https:');
			}
			heaviest = Math.max(heaviest, Math.round(((source.length - source.indexOf(',')) * 3) / 4));
			return false;
		},
	}).trim();
	if (heaviest > LOGO) remarks.push({ code: 'heavy-image', size: Math.round(heaviest / 1_000) });
	const text = sanitizeHtml(clean, { allowedTags: [], allowedAttributes: {} });
	if (text.length > signatureLimits.characters) remarks.push({ code: 'long', size: text.length });
	const isEmpty = text.trim() === '' && !clean.includes('<img');
	return { html: isEmpty ? '' : clean, remarks };
}
