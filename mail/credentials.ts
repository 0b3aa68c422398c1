/**
 * How an account signs in to a mail server: by its password, or by an access token of its provider (XOAUTH2 or OAUTHBEARER,
 * RFC 7628). Open: they stay in memory and never in a log, an error or a history.
 */
export type Credentials = Secret & { readonly user: string };

/** What proves that it is the user. */
export type Secret =
	| { readonly kind: 'password'; readonly password: string }
	| { readonly kind: 'oauth'; readonly accessToken: string };

/** A server of an account, and how it is signed in to there. */
export interface AccountAccess {
	readonly host: string;
	readonly port: number;
	readonly security: 'tls' | 'starttls';
	readonly credentials: Credentials;
	/** The folder that a person chose for what was sent; without one its server says which it is. */
	readonly sentFolder?: string | undefined;
}
