import type { VerdictSituation } from '../verdict-situation.ts';

/** Rules by which a machine says that nobody reads here any more (mail/inbound/find-automatic-answer.ts). */
const DEPARTED: ReadonlySet<string> = new Set(['left-company', 'address-given-up', 'written-elsewhere']);

/** Whether a machine says that its person left, or gave the address up. */
export function isDeparture({ kind, ruleOfKind }: Pick<VerdictSituation, 'kind' | 'ruleOfKind'>): boolean {
	return kind === 'notification' && DEPARTED.has(ruleOfKind);
}
