/** What kind of answer a refusal is: decides the status of the procedure that met it. */
export type RefusalKind = 'not-found' | 'forbidden' | 'conflict' | 'invalid' | 'unavailable';

/**
 * The product says no for a reason it can name. `code` is stable and has one sentence in each language
 * (texts/refusals.ts); `details` holds what the sentence needs and never an address or a secret.
 */
export class Refusal extends Error {
	override name = 'Refusal';
	readonly kind: RefusalKind;
	readonly code: string;
	readonly details: Record<string, unknown>;

	constructor(kind: RefusalKind, code: string, details: Record<string, unknown> = {}) {
		super(code);
		this.kind = kind;
		this.code = code;
		this.details = details;
	}
}
