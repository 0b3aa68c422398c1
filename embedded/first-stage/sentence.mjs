/** A failure that a person can act on: its message is shown as it is, without a stack. */
export class Sentence extends Error {
	/** @override */
	name = 'Sentence';
}

/** As the system, PostgreSQL and SQLite say it. */
const fullDisk = /No space left on device|Check free disk space|database or disk is full/i;

/**
 * Turns any failure into what is shown: one sentence for those we know, else the message, with the stack only
 * where REFRAIN_DEBUG is set.
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
	if (!(error instanceof Error)) return String(error);
	const code = 'code' in error ? error.code : undefined;
	if (code === 'ENOSPC' || fullDisk.test(error.message)) {
		return 'The disk is full: free some space and start again; nothing was damaged.';
	}
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
		return `This user may not write here (${error.message}): start as the owner of this folder.`;
	}
	return process.env.REFRAIN_DEBUG ? (error.stack ?? error.message) : error.message;
}
