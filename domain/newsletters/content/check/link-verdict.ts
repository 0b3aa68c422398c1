/** What became of asking an address of a letter whether it lives. */
export interface LinkVerdict {
	readonly url: string;
	/**
	 * `alive`: somebody answers there, also who lets no machine in. `dead`: nothing is there. `silent`: no answer that tells.
	 * `not-asked`: the demonstration world asks nobody outside.
	 */
	readonly outcome: LinkOutcome;
	/** The status that was answered, or the code of why there is none. */
	readonly answer: string;
	readonly askedAt: Date;
}

export const LINK_OUTCOMES = ['alive', 'dead', 'silent', 'not-asked'] as const;
export type LinkOutcome = (typeof LINK_OUTCOMES)[number];

/** Statuses by which a page says that it is not there (RFC 9110). */
const GONE = new Set([404, 410]);

/**
 * Reads an answer. A page that refuses a machine (401, 403, 429 and their like) may be read by a person all the same; a
 * server in trouble says nothing of its page.
 */
export function outcomeOfStatus(status: number): LinkOutcome {
	if (GONE.has(status)) return 'dead';
	return status >= 500 || status < 200 ? 'silent' : 'alive';
}

/** Failures by which an address says that nobody will ever answer there as it stands. */
const NOWHERE = new Set(['dns-unknown', 'host-invalid', 'host-refused', 'tls-certificate']);

/** Reads why no answer came, a code of the guarded connect. */
export function outcomeOfFailure(code: string): LinkOutcome {
	if (code === 'host-not-sandbox') return 'not-asked';
	return NOWHERE.has(code) ? 'dead' : 'silent';
}
