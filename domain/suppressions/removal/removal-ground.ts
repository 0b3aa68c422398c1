import type { SuppressionCause } from '#domain/suppressions/suppression-causes.ts';

/**
 * By what right an address is taken off the *Liste d’opposition* (5.7-8): `entry`, a colleague's hand had put it there;
 * `consent`, the person consents anew (5.2-15); `mistake`, the mail that put it there says something else; `self`, the person
 * pressed *Me réinscrire*.
 */
export type RemovalGround = 'entry' | 'consent' | 'mistake' | 'self';

/** What a responsable may rely on, by how the address came on the list: what the person said takes her consent, or a mail misread. */
export function groundsOf({
	cause,
	messageId,
}: {
	readonly cause: string;
	readonly messageId: string | null;
}): RemovalGround[] {
	if (cause === ('manual' satisfies SuppressionCause)) return ['entry', 'consent'];
	return messageId ? ['consent', 'mistake'] : ['consent'];
}
