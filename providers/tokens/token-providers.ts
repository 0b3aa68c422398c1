/** Where a provider renews access tokens, and who we are to it (RFC 6749, section 6). */
export interface TokenProvider {
	/** An https address. */
	readonly tokenUrl: string;
	readonly clientId: string;
	/** Undefined: a public client. */
	readonly clientSecret: string | undefined;
}

/** The providers of an installation, by the key that a mailbox's grant names. */
export type TokenProviders = ReadonlyMap<string, TokenProvider>;
