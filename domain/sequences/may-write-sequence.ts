import type { Licence } from '#prisma/generated/client/client.ts';

/** What decides who writes a sequence (5.6-4). */
export interface WritingSituation {
	readonly licence: Licence;
	readonly userId: string;
	/** Null: a new one. */
	readonly ownerId: string | null;
	/** The subscription's setting *only responsables write sequences*. */
	readonly onlyResponsables: boolean;
}

/**
 * A *responsable* writes all sequences; a *utilisateur* creates and edits her own, unless the subscription leaves writing
 * to its responsables (5.6-4).
 */
export function mayWriteSequence({ licence, userId, ownerId, onlyResponsables }: WritingSituation): boolean {
	if (licence === 'responsable') return true;
	return !onlyResponsables && (ownerId === null || ownerId === userId);
}
