import sanitizeHtml from 'sanitize-html';

/**
 * Leaves of a step's text what the editor can write and a plain mail carries: paragraphs, emphasis, lists, links.
 * Variables stand in the text (and may stand in a link's address) and are left as they are.
 */
export function cleanBody(html: string): string {
	return sanitizeHtml(html, {
		allowedTags: ['p', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'a', 'ul', 'ol', 'li', 'blockquote'],
		allowedAttributes: { a: ['href'] },
		allowedSchemes: ['http', 'https', 'mailto', 'tel'],
		allowProtocolRelative: false,
	}).trim();
}
