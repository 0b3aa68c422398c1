import type { VisitPurpose } from './sign-in-visit.ts';

/** What a provider's page asks for: of a shared mailbox, Graph for those that others share with whoever signs in (D-25). */
export function purposeOfPage({
	purpose,
	isShared,
}: {
	readonly purpose: VisitPurpose;
	readonly isShared: boolean;
}): VisitPurpose | 'mail-and-shared-graph' {
	return purpose === 'mail-and-graph' && isShared ? 'mail-and-shared-graph' : purpose;
}
