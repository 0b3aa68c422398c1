import { WEIGHT_OF } from './checked-record.ts';
import type { CheckedRecord, CheckName, RecordState } from './checked-record.ts';
import type { DomainReading } from './check-domain.ts';

/** A domain in one word, for its heading and for *when to look again*. */
export interface DomainSummary {
	/** `to-publish` with what is wrong too: either way somebody has something to do. */
	readonly state: 'right' | 'to-publish' | 'unread' | 'nothing-to-publish';
	/** How many checks have something to do. */
	readonly count: number;
	/** Checks that were not read. */
	readonly unread: readonly CheckName[];
	/** Whether all that is unread waits for a mail to ourselves: asking the names again will not answer it. */
	readonly needsMail: boolean;
}

/** Findings that only a mail resolves. */
const NEED_A_MAIL = new Set(['spf-server-unknown', 'dkim-selector-unknown', 'dkim-unproven']);
const TO_DO: readonly RecordState[] = ['to-publish', 'wrong'];

/** Whether somebody did not answer: what only a mail tells is no silence. */
export function isSilent({ state, findings }: CheckedRecord): boolean {
	const open = findings.filter(({ code }) => WEIGHT_OF[code] === 'unread');
	return state === 'unread' && open.some(({ code }) => !NEED_A_MAIL.has(code));
}

/** Sums a reading up: what has to be done comes before what is not known. */
export function summariseDomain({ code, checks }: Pick<DomainReading, 'code' | 'checks'>): DomainSummary {
	if (code !== undefined) return { state: 'nothing-to-publish', count: 0, unread: [], needsMail: false };
	const count = checks.filter(({ state }) => TO_DO.includes(state)).length;
	const unread = checks.filter(({ state }) => state === 'unread');
	const needsMail = unread.length > 0 && !unread.some(isSilent);
	return {
		state: count > 0 ? 'to-publish' : unread.length > 0 ? 'unread' : 'right',
		count,
		unread: unread.map(({ check }) => check),
		needsMail,
	};
}
