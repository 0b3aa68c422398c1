/** Words to compare: lower case, no accents, straight apostrophes, single spaces but for line feeds. */
export function plainWords(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[’‘ʼ´`]/g, "'")
		.replace(/[^\S\n]+/g, ' ');
}

/** Sentences of at most 600 characters; a line feed inside a paragraph is a space. */
export function sentencesOf(text: string): string[] {
	return text
		.replace(/([^\n])\n(?=[^\n])/g, '$1 ')
		.split(/(?<=[.!?…])\s+(?=[\p{Lu}«"“])|\n+/u)
		.map((sentence) => sentence.replace(/\s+/g, ' ').trim().slice(0, 600))
		.filter(Boolean);
}
