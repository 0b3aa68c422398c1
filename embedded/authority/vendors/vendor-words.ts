import type { AuthorityTenant, Trouble } from '../account.ts';
import type { TokenAnswer, TokenFault } from '../grants.ts';
import type { IdTokens } from '../id-token.ts';

/** What an answer to tokens is made of. */
export interface AnswerGround {
	readonly idTokens: IdTokens;
	readonly tenant: AuthorityTenant;
	readonly clientId: string;
	/** The stand-in's own, without a slash at its end. */
	readonly origin: string;
}

/** How a vendor words what the stand-in for it answers. */
export interface VendorWords {
	refusal(fault: Exclude<TokenFault, 'down'>): { readonly status: number; readonly body: object };
	tokens(answer: Extract<TokenAnswer, { kind: 'tokens' }>, ground: AnswerGround): Promise<object>;
	/** What a person comes back with, beside the state. */
	blocked(trouble: Trouble): Readonly<Record<string, string>>;
	declined(): Readonly<Record<string, string>>;
	/** Undefined: the vendor asks no administrator at this place. */
	withoutApproval(): Readonly<Record<string, string>>;
}
