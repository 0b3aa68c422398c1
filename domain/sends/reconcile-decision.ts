/** An open send as reconcile finds it. Wall clock: arms and windows are not domain time. */
export interface OpenSend {
	readonly armedAt: Date;
	/** The mailbox's policy for a send without evidence (docs/design/sending.md#reconcile). */
	readonly policy: 'silence' | 'delivery' | 'ask';
}

/**
 * What to do about a send that may or may not have left, when no evidence was found this time. Missing evidence never
 * means "not sent"; before the window is over nothing is decided.
 */
export type ReconcileDecision =
	| { readonly kind: 'look-again'; readonly wait: number }
	| { readonly kind: 'count-as-left' }
	| { readonly kind: 'send-again' }
	| { readonly kind: 'ask' };

const SHORTEST = 1_000;
const LONGEST = 5 * 60_000;

/**
 * Looks again at growing distances (a quarter of the time since arm, from a second to five minutes) until the window is
 * over; then the policy decides.
 *
 * @param wallNow and `window` in milliseconds, wall clock.
 */
export function decideWithoutEvidence(send: OpenSend, wallNow: Date, window: number): ReconcileDecision {
	const since = wallNow.getTime() - send.armedAt.getTime();
	if (since < window) {
		const wait = Math.min(Math.max(since / 4, SHORTEST), LONGEST, window - since);
		return { kind: 'look-again', wait: Math.max(1, Math.ceil(wait)) };
	}
	if (send.policy === 'delivery') return { kind: 'send-again' };
	return { kind: send.policy === 'ask' ? 'ask' : 'count-as-left' };
}
