/**
 * Why a provider says no, one code a sentence. Whose turn it is:
 *
 * - The person's: `declined` (refused the permissions, or an administrator did), `turned-back` (left a page of the provider's
 *   without an answer, perhaps the one that asks for an administrator), `grant-expired` (revoked, password changed, unused for
 *   too long, code used), `second-factor`, `password-expired`, `personal-account` (of another kind or another
 *   tenant than the application takes), `account-unknown`.
 * - An administrator's of the person's organisation: `consent-required`, `conditional-access`, `not-assigned`,
 *   `account-disabled`, `administrator-blocks`.
 * - The provider's support: `account-locked`.
 * - The operator's of this installation, whose registration is not right: `client-secret-wrong`, `redirect-not-registered`,
 *   `wrong-tenant`, `outside-organisation`, `scopes-mixed`, `registration-wrong`.
 */
export type SignInFault =
	| 'declined'
	| 'turned-back'
	| 'grant-expired'
	| 'second-factor'
	| 'password-expired'
	| 'personal-account'
	| 'account-unknown'
	| 'consent-required'
	| 'conditional-access'
	| 'not-assigned'
	| 'account-disabled'
	| 'administrator-blocks'
	| 'account-locked'
	| 'client-secret-wrong'
	| 'redirect-not-registered'
	| 'wrong-tenant'
	| 'outside-organisation'
	| 'scopes-mixed'
	| 'registration-wrong';

/** The provider says no. */
export interface Refused {
	readonly kind: 'refused';
	readonly fault: SignInFault;
	/** This code or grant is over for good: a person must sign in anew. Else it may hold again once somebody else has acted. */
	readonly isPermanent: boolean;
	/** The provider's own, such as `AADSTS65001` or `invalid_grant`; never its free text. */
	readonly code: string;
}

/** Nothing is known of the code or the grant. `code` is one of ours, of the guarded connect or of RFC 6749. */
export interface Unavailable {
	readonly kind: 'unavailable';
	readonly code: string;
}

/** What lets one in: it stays in memory and never in a log, an error or a history. */
export interface Access {
	readonly accessToken: string;
	/** Milliseconds for which the access token holds, from before it was asked for. */
	readonly holds: number;
	/** What the next access token is asked with; it takes the place of the one that was used. Opaque, to be sealed. */
	readonly grant: string;
}

/** Who signed in. */
export interface SignedIn {
	/** As the provider writes it. */
	readonly address: string;
	/** The organisation's id at Microsoft, its domain at Google; undefined: none. */
	readonly tenant: string | undefined;
}

export type Redeemed =
	| ({
			readonly kind: 'granted';
			readonly account: SignedIn;
			/** Scopes that were asked for and not granted: at Google people untick them. */
			readonly missing: readonly string[];
	  } & Access)
	| Refused
	| Unavailable;

export type Renewed =
	| ({
			readonly kind: 'granted';
			/** Scopes of the resource that the token does not have. */
			readonly missing: readonly string[];
	  } & Access)
	| Refused
	| Unavailable;

/**
 * Where a mailbox is read and sends by IMAP and SMTP, or the provider's own interface (Microsoft Graph); `shared-graph`: the same
 * with mailboxes that others share with whoever signs in (D-25).
 */
export type Resource = 'mail' | 'graph' | 'shared-graph';

/** What a consent is asked for. */
export type Purpose = 'mail' | 'mail-and-graph' | 'mail-and-shared-graph';
