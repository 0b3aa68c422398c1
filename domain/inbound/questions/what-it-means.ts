import type { VerdictSituation } from '../verdict-situation.ts';
import type { Answer } from './answer.ts';
import { isDeparture } from './is-departure.ts';

/** What it means, whomever it concerns. */
export type Meaning =
	| 'answer'
	| 'objection'
	| 'absence'
	| 'dead-address'
	| 'refused'
	| 'passing'
	| 'complaint'
	| 'acknowledgement'
	| 'departure'
	| 'notice'
	| 'unreadable';

/** Whose delivery a report is about, beside the send that it quotes (5.7-3). */
export type ReportedRecipient = 'ours' | 'another' | 'unnamed';

/**
 * Question 4: what does it mean? Words that may object, or may be a program's, make their meaning likely. A report of a
 * failure for good is proven where it names the recipient to whom we wrote, and where no person denied such a report before.
 */
export function whatItMeans(of: VerdictSituation): Answer<Meaning> {
	const { kind, doubt, ruleOfKind: by } = of;
	switch (kind) {
		case 'human':
			if (doubt === 'objection') return { is: 'objection', strength: 'likely', by: 'objection-words' };
			if (doubt === 'absence') return { is: 'absence', strength: 'likely', by: 'absence-words' };
			return { is: 'answer', strength: 'proven', by };
		case 'objection':
			return { is: 'objection', strength: 'proven', by };
		case 'absence':
			return { is: 'absence', strength: 'proven', by };
		case 'bounce-hard':
			return { is: 'dead-address', strength: strengthOfReport(of), by };
		case 'bounce-soft':
			return by === REFUSED
				? { is: 'refused', strength: strengthOfReport(of), by }
				: { is: 'passing', strength: 'proven', by };
		case 'complaint':
			return { is: 'complaint', strength: strengthOfReport(of), by };
		case 'acknowledgement':
			return { is: 'acknowledgement', strength: 'proven', by };
		case 'notification':
			if (isDeparture(of)) return { is: 'departure', strength: 'proven', by };
			return of.onlyWordsSayAutomatic
				? { is: 'acknowledgement', strength: 'likely', by: 'says-automatic' }
				: { is: 'notice', strength: 'proven', by };
		case 'unreadable':
			return { is: 'unreadable', strength: 'proven', by };
	}
}

/** A report that the receiving side refused this mail for good (mail/inbound/classify.ts). */
const REFUSED = 'delivery-refused';

function strengthOfReport({ reported, isDenied }: VerdictSituation): Answer<Meaning>['strength'] {
	return reported === 'ours'
		? isDenied
			? 'likely'
			: 'proven'
		: reported === 'another'
			? 'unknown'
			: 'likely';
}
