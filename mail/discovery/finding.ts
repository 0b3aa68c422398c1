import { ConnectError } from '#platform/network/connect-error.ts';
import { NamesUnavailable } from '#platform/network/names.ts';
import type { AskCode, Candidate, StepReport } from './discovery.ts';

/** What a step comes back with. */
export type Finding = Pick<StepReport, 'outcome' | 'candidates' | 'remark' | 'recognised' | 'code'>;

/** An answer that is not taken, or that does not come. */
export class AskFault extends Error {
	readonly code: AskCode;
	constructor(code: AskCode) {
		super(code);
		this.name = 'AskFault';
		this.code = code;
	}
}

export const NOTHING: Finding = { outcome: 'nothing', candidates: [] };

/** Found where there is a candidate. */
export function foundOf(candidates: readonly Candidate[]): Finding {
	return candidates.length > 0 ? { outcome: 'found', candidates } : NOTHING;
}

/** Another try may go better: the others say that there is nothing of ours. */
const PASSING: ReadonlySet<AskCode> = new Set([
	'dns-unavailable',
	'tcp-timeout',
	'tcp-unreachable',
	'connection-lost',
	'tls-timeout',
	'aborted',
	'timeout',
	'http-error',
]);

/** What a step that failed found: nothing, for good or for now. */
export function findingOfFault(error: unknown): Finding {
	const code = codeOf(error);
	return { outcome: PASSING.has(code) ? 'unavailable' : 'nothing', candidates: [], code };
}

function codeOf(error: unknown): AskCode {
	if (error instanceof AskFault || error instanceof ConnectError)
		return error.code === 'aborted' ? 'timeout' : error.code;
	if (error instanceof NamesUnavailable) return 'dns-unavailable';
	throw error;
}
