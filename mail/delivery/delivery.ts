import type { DeliveryFault } from './delivery-fault.ts';

/**
 * How a delivery ended, whichever way the mail took, each with what the caller may rely on. The _last word_ is what cannot be
 * taken back: the final dot of SMTP, the request to send a draft of Graph.
 *
 * - `accepted`: the server holds the mail.
 * - `rejected`: it refused this mail for good; no copy exists.
 * - `deferred`: it was not taken, and no copy exists; it may be tried again.
 * - `deferred-after-dot`: the last word was answered with a refusal for now. The server says that it was not taken, and some keep it
 *   all the same: it may be tried again a few times, and a copy is looked for before.
 * - `disarmed`: `arm` was called (it may have committed) and the last word was certainly never said; safe to try again.
 * - `uncertain`: the last word was said and no answer came that can be relied on. Never to be repeated without evidence.
 *
 * `reply` is what the server said, without addresses.
 */
export type Delivery =
	| { readonly state: 'accepted'; readonly reply: string; readonly serverMessageId?: string }
	| Undelivered<'rejected'>
	| Undelivered<'deferred'>
	| Undelivered<'deferred-after-dot'>
	| Undelivered<'disarmed'>
	| Undelivered<'uncertain'>;

interface Undelivered<State extends string> {
	readonly state: State;
	readonly fault: DeliveryFault;
	readonly reply?: string;
	/** Milliseconds for which the server asks to wait, where it says so. */
	readonly retryAfter?: number;
}
