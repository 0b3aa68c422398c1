/** What the check before activation looks at (D-71), in the order in which it is shown. */
export const TOPICS = [
	'subject',
	'variables',
	'links',
	'images',
	'words',
	'structure',
	'unsubscribe',
	'sender',
	'weight',
	'contrast',
	'language',
	'outlook',
] as const;

export type Topic = (typeof TOPICS)[number];

/** `fix` keeps a newsletter from being activated; `look` only warns. */
export type Level = 'fix' | 'look';

/** Everything that may be said of a letter. What is made by the product cannot be wrong: it has a topic and no remark. */
export const REMARKS = {
	'empty-subject': { level: 'fix', topic: 'subject' },
	'long-subject': { level: 'look', topic: 'subject' },
	'missing-fallback': { level: 'fix', topic: 'variables' },
	'unknown-variable': { level: 'fix', topic: 'variables' },
	'malformed-variable': { level: 'fix', topic: 'variables' },
	elision: { level: 'look', topic: 'variables' },
	'bad-link': { level: 'fix', topic: 'links' },
	'dead-link': { level: 'look', topic: 'links' },
	'silent-link': { level: 'look', topic: 'links' },
	'misleading-link': { level: 'look', topic: 'links' },
	'image-without-alt': { level: 'look', topic: 'images' },
	'heavy-image': { level: 'look', topic: 'images' },
	'large-image': { level: 'look', topic: 'images' },
	'spam-word': { level: 'look', topic: 'words' },
	'empty-letter': { level: 'fix', topic: 'structure' },
	'all-images': { level: 'look', topic: 'structure' },
	'no-imprint': { level: 'fix', topic: 'sender' },
	'heavy-html': { level: 'look', topic: 'weight' },
	'clipped-html': { level: 'look', topic: 'weight' },
	'low-contrast': { level: 'look', topic: 'contrast' },
	webp: { level: 'look', topic: 'outlook' },
} as const satisfies Record<string, { level: Level; topic: Topic }>;

export type RemarkCode = keyof typeof REMARKS;

/** Where it is: a field beside the letter, or a block by its position (of a column: block, column, block in it). */
export type Place = 'subject' | 'previewText' | 'imprint' | 'colours' | 'letter' | readonly number[];

export interface Remark {
	readonly code: RemarkCode;
	readonly place: Place;
	/** What it is about: a variable, a word, an address, a colour's use; empty where the code says it all. */
	readonly what: string;
	/** A measure: bytes, pixels, characters, or a contrast. */
	readonly value?: number;
	/** Of a link: the status that its server answered, or why none came. */
	readonly answer?: string;
}

/** True where nothing is left to fix: only then a newsletter may be activated (D-71, R-77). */
export function mayBeActivated(remarks: readonly Remark[]): boolean {
	return remarks.every(({ code }) => REMARKS[code].level === 'look');
}
