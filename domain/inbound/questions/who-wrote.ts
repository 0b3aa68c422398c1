import type { VerdictSituation } from '../verdict-situation.ts';
import type { Answer } from './answer.ts';
import { namesOurs } from './names-ours.ts';

/** Who wrote it, seen from whom we wrote to. */
export type Writer = 'us' | 'contact' | 'colleague' | 'other' | 'machine';

/**
 * Question 1: who wrote it? A machine is proven by its header and its words but for one sentence that says so. A contact is
 * proven by an address, and in our thread by the name too; a colleague only where a card has the address.
 */
export function whoWrote(of: VerdictSituation): Answer<Writer> {
	if (isByMachine(of)) {
		const by = of.headers[0] ?? 'words';
		return { is: 'machine', strength: of.onlyWordsSayAutomatic ? 'likely' : 'proven', by };
	}
	if (of.isOurs) return { is: 'us', strength: 'proven', by: 'own-side' };
	if (of.relation === 'colleague')
		return of.fromContact
			? { is: 'colleague', strength: 'proven', by: 'another-contact' }
			: { is: 'colleague', strength: 'likely', by: 'same-company' };
	if (of.relation === 'contact' && !of.fromContact)
		return { is: 'contact', strength: namesOurs(of.rule) ? 'proven' : 'likely', by: 'same-name' };
	if (of.relation !== 'other' && of.fromContact)
		return { is: 'contact', strength: 'proven', by: 'known-address' };
	return { is: 'other', strength: 'unknown', by: 'unknown-address' };
}

/** Whatever else one of us writes is ours first: it says nothing of a contact. */
function isByMachine({ kind, isOurs }: VerdictSituation): boolean {
	if (kind === 'bounce-hard' || kind === 'bounce-soft' || kind === 'complaint') return true;
	return !isOurs && (kind === 'absence' || kind === 'acknowledgement' || kind === 'notification');
}
