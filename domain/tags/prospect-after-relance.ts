import type { TagFacts } from '#domain/timeline/record/kinds/relances.ts';

/**
 * What a new relance makes of a tag on a default routine (R-94, 5.2-30): Suspect, or no tag, becomes Prospect; Client and
 * Hors-cible are left unchanged. The former-customer mention stays. Undefined: nothing changes.
 */
export function prospectAfterRelance(tag: TagFacts | null): TagFacts | undefined {
	if (tag?.tag && tag.tag !== 'suspect') return undefined;
	return { tag: 'prospect', isFormerCustomer: tag?.isFormerCustomer ?? false, isManual: true };
}
