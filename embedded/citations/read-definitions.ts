/** An anchor of a document: `<a id="…">`, or the name that a heading gets where the document is shown. */
export interface Anchor {
	readonly name: string;
	/** counted from 1 */
	readonly line: number;
}

/** The anchors of a Markdown text. Code blocks have none. */
export function readAnchors(text: string): Anchor[] {
	let inCode = false;
	return text.split('\n').flatMap((content, index) => {
		if (content.startsWith('```')) inCode = !inCode;
		if (inCode) return [];
		const line = index + 1;
		const named = Array.from(content.matchAll(/<a id="([^"]+)"/g), ([, name]) => ({ name: name!, line }));
		const heading = /^#{1,6} (.+)$/.exec(content)?.[1];
		return heading === undefined ? named : [...named, { name: nameOfHeading(heading), line }];
	});
}

function nameOfHeading(heading: string): string {
	return heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
		.replace(/\s/g, '-');
}
