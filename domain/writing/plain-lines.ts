import sanitizeHtml from 'sanitize-html';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The words of a short HTML text such as a signature, a line for each of its lines. */
export function plainLines(html: string): string {
	const broken = html.replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6])>/gi, '\n');
	return sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} })
		.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity]!)
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join('\n');
}
