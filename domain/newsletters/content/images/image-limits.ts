/** What an image of a letter may be. */
export const IMAGE_LIMITS = {
	/** Bytes: a telephone loads it on the way. */
	bytes: 3_000_000,
	/** Pixels of each side. */
	side: 6_000,
} as const;

/** Kinds that mail programs show, by the ending of their name. SVG is a program, and most of them show none. */
export const IMAGE_TYPES = {
	png: 'image/png',
	jpg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
} as const;

export type ImageEnding = keyof typeof IMAGE_TYPES;
