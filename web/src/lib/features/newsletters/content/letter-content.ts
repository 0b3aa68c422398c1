import type { Letter } from '#domain/newsletters/content/letter.ts';

/** What of a newsletter its content editor holds. */
export interface LetterContent {
	readonly letter: Letter;
	/** A line with variables. */
	readonly subject: string;
	/** *Texte d’aperçu*: likewise. */
	readonly previewText: string;
}

/** Whom a preview turns through, and where others are searched for. */
export interface PreviewPeople {
	readonly people: readonly PreviewContact[];
	/** Of the newsletter; else any contacts, since it has no subscribers yet. */
	readonly areSubscribers: boolean;
}

/** Whom a preview is filled for. */
export interface PreviewContact {
	readonly id: string;
	readonly name: string;
	readonly address: string | null;
}
