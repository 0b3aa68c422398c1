import type { RelayEventKind } from './relay-event.ts';

const STATUS = /\b([45]\.\d{1,3}\.\d{1,3})\b/;

/** The status of RFC 3463 in a server's words; undefined: it names none. */
export function statusIn(...words: (string | undefined)[]): string | undefined {
	for (const one of words) {
		const found = STATUS.exec(one ?? '')?.[1];
		if (found) return found;
	}
	return undefined;
}

/** Mailbox, domain or address that does not exist (RFC 3463, 3.2). */
const DEAD = /^5\.1\.(1|2|3|6|10)$/;

/**
 * What a failure for good means by its status. One that names a policy may be because of us (5.7-4): it marks nobody.
 *
 * @param unnamed what it is where the server named no status.
 */
export function kindOfFailure(status: string | undefined, unnamed: RelayEventKind): RelayEventKind {
	if (!status) return unnamed;
	if (DEAD.test(status)) return 'dead-address';
	return status.startsWith('5.7.') || status.startsWith('4.') ? 'delayed' : 'refused';
}
