import type { SignInPages } from './sign-in-pages.ts';
import type { Purpose, Redeemed, Renewed, Resource } from './sign-in-answer.ts';

/** What a person's consent is redeemed with, once. */
export interface Consent {
	readonly code: string;
	/** Of the challenge that the person was sent with (RFC 7636). */
	readonly verifier: string;
	/** The same as in the invitation. */
	readonly redirectUri: string;
	readonly purpose: Purpose;
}

/**
 * Where people sign in to their mailboxes. Each question goes through the network guard, within limits, and is asked once:
 * an answer that is lost may have used the code or the grant up. Nothing is thrown for what a provider answers.
 */
export interface SignInProvider extends SignInPages {
	redeem(consent: Consent): Promise<Redeemed>;
	/**
	 * A new access token for one resource, whatever an earlier one would still hold. One grant gives one for each resource that
	 * was consented to; a resource that the provider does not have is refused.
	 */
	renew(grant: string, resource: Resource): Promise<Renewed>;
	/** Ends the grant at the provider. Undefined: it offers no way to. */
	readonly revoke?: (grant: string) => Promise<'revoked' | 'unavailable'>;
}

/** The providers of an installation, by the key that a mailbox's grant names. */
export type SignInProviders = ReadonlyMap<string, SignInProvider>;
