/** Something that a text names and that a document of this repository must define. */
export interface Citation {
	/** counted from 1 */
	readonly line: number;
	/**
	 * `id`: of a feature, rule or product decision; `document`: a `*.md`, with its anchor where one is named; `outside`: the
	 * number of a chapter of a document that is not here.
	 */
	readonly kind: 'id' | 'document' | 'outside';
	readonly named: string;
}

const ID = /(?<![\w.#-])(?:R-\d{1,3}|(?:C[12]|[GEZD])-\d{1,3}|5\.[1-7]-\d{1,2})(?!\w)/g;
const DOCUMENT = /(?<![\w./<>*-])(?:\.{1,2}\/)*(?:[\w.-]+\/)*[\w.-]*\w\.md(?!\w)(?:#[\w.-]*\w)?/g;
const OUTSIDE =
	/\b(?:(?:specification (?=\d|A\.)|appendix (?=[A-Z]\b)|section (?=\d))[\w.]*\w|design,? "[^"]*)/gi;

/** The same, named in a comment by nothing but its number in brackets. */
const BARE = /(?<=^\s*(?:\*|\/\/|\/\*\*).*[(,] ?)[1-6]\.\d{1,2}(?=[),:])/g;

/** Whether a name is the id of a feature, rule or product decision, and nothing else. */
export const isId = (name: string): boolean => name.replace(ID, '') === '' && name !== '';

/** All citations of a text, in the order of its lines. A chapter of an RFC is no citation: everybody can look it up. */
export function findCitations(text: string): Citation[] {
	return text.split('\n').flatMap((content, index) => {
		const found = (kind: Citation['kind'], pattern: RegExp) =>
			Array.from(content.matchAll(pattern), ([named]): Citation => ({ line: index + 1, kind, named }));
		return [
			...found('id', ID),
			...found('document', DOCUMENT),
			...(/\bRFC \d/.test(content) ? [] : [...found('outside', OUTSIDE), ...found('outside', BARE)]),
		];
	});
}
