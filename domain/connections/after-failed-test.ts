import { connectionLimits } from '#platform/limits.ts';

/** A line of a test that failed, and why. */
export interface FailedCheck {
	readonly check: string;
	readonly code: string;
}

/**
 * Faults that may be over by themselves: the administrator switched the protocol on, the server answers again. A password
 * that was refused is never tried again by itself: providers lock an account for that.
 */
const MAY_PASS: ReadonlySet<string> = new Set([
	'protocol-disabled',
	'dns-unavailable',
	'dns-unknown',
	'refused',
	'timeout',
	'unreachable',
	'connection-lost',
	'no-greeting',
	'login-later',
	'too-many-connections',
	'mail-not-found',
	'port-blocked',
	'host-silent',
	'graph-unavailable',
	'certificate-expired',
	'certificate-not-yet-valid',
]);

/**
 * What follows a test that failed (C1-15, C1-33).
 *
 * @param failures how many tests failed since a person last acted, this one included.
 * @returns when it is tried again; null: a person must mend it.
 */
export function nextTryAfter(failed: readonly FailedCheck[], failures: number, at: Date): Date | null {
	if (failed.length === 0 || failures > connectionLimits.triesAtMost) return null;
	if (!failed.every(({ code }) => MAY_PASS.has(code))) return null;
	return new Date(at.getTime() + (failures === 1 ? connectionLimits.againSoon : connectionLimits.againLater));
}
