import type { Purpose, Refused } from './sign-in-answer.ts';

/** What a person is sent to a provider with. */
export interface Invitation {
	/** Comes back with the answer (RFC 6749, 10.12). */
	readonly state: string;
	/** S256 of the verifier (RFC 7636). */
	readonly challenge: string;
	/** The address that the provider fills in (C1-07). */
	readonly loginHint: string | undefined;
	/** Registered at the provider, letter for letter. */
	readonly redirectUri: string;
	readonly purpose: Purpose;
	/** `select_account`: the person chooses although one account is signed in. */
	readonly prompt?: 'select_account' | 'consent' | 'login';
}

/** What an administrator is sent to Microsoft with (C1-16). */
export interface AdministratorInvitation {
	readonly state: string;
	readonly redirectUri: string;
	readonly purpose: Purpose;
	/** Id or domain of the organisation; undefined: that of whoever signs in. */
	readonly tenant?: string;
}

/** What a provider's pages sent a person back with. `state` says to what, and is the caller's to check. */
export type Returned =
	| { readonly kind: 'code'; readonly state: string; readonly code: string }
	/** An administrator consented for everybody of the organisation. */
	| { readonly kind: 'administrator-consented'; readonly state: string; readonly tenant: string }
	| ({ readonly state: string } & Refused)
	/** No answer of a provider: somebody typed the address, or it was cut. */
	| { readonly kind: 'unreadable' };

/** A provider's pages, as addresses alone: nothing is asked over the network. */
export interface SignInPages {
	authorisationUrl(invitation: Invitation): string;
	/** Where an administrator consents for an organisation; undefined: the provider has no such page. */
	readonly adminConsentUrl?: (invitation: AdministratorInvitation) => string;
	/** Reads what the person came back with. */
	readReturn(query: URLSearchParams): Returned;
}
