/**
 * How somebody signs in to a mailbox: in the provider's own window (`microsoft`, `google`), by a password that was made for
 * one program (`app-password`), or by the password of the account.
 */
export type SignInWay = 'microsoft' | 'google' | 'app-password' | 'password';

/** What is the user at a server: the whole address, what stands before the `@`, or a name that the address does not tell. */
export type Login = 'address' | 'local-part' | 'asked';

/** A server as a provider publishes it. */
export interface PresetServer {
	readonly host: string;
	readonly port: number;
	readonly security: 'tls' | 'starttls';
	readonly login: Login;
}

/** Where an account lives. On each side the preferred server first; the others are other ports of the same mailbox. */
export interface PresetServers {
	readonly imap: readonly PresetServer[];
	readonly smtp: readonly PresetServer[];
}

/** What a provider lets one account send. `per` `mail`: in one mail; `moment`: at the same time. */
export interface SendingLimit {
	readonly most: number;
	readonly of: 'mails' | 'recipients' | 'submissions';
	readonly per: 'minute' | 'hour' | 'day' | 'mail' | 'moment';
	/** Undefined: every account. */
	readonly accounts?: 'new' | 'free' | 'trial';
	readonly source: Source;
}

/** Who says so; `unverified` is general knowledge, a default to be changed. */
export type Source = 'unverified' | (string & {});

/**
 * A kind of account at a provider, as data (R-25, E-19). Whoever knows its key knows what a person must do there; its name
 * for people stands in texts.
 */
export interface Preset {
	/** Kebab-case; it is stored with mailboxes and never changes. */
	readonly key: string;
	/** Domains of the provider where anybody may have an address: on these nothing can be published. */
	readonly domains: readonly string[];
	/** Ends of the names of the mail exchangers of other domains that are hosted there; the longest that fits decides. */
	readonly exchangers: readonly string[];
	/** Presets of one family share exchangers: which of them it is, the exchanger does not tell. */
	readonly family?: string;
	/** Names that the SPF record of a hosted domain includes (RFC 7208, 5.2). */
	readonly includes?: readonly string[];
	/** Ends of the names that `autodiscover.<domain>` of a hosted domain points to, beside those of its servers. */
	readonly autodiscovers?: readonly string[];
	/** Where accounts may live, several where nobody says which; `none`: no program can connect (Proton without its bridge). */
	readonly servers: readonly PresetServers[] | 'none';
	/** The first is to be preferred. */
	readonly signIn: readonly SignInWay[];
	/** Where a person makes an app password. */
	readonly appPasswordUrl?: string;
	/** Where a person switches IMAP on, where it is off at first. */
	readonly imapSwitchUrl?: string;
	/** The server files what is sent in Sent by itself; undefined: to be learned from the first mail. */
	readonly filesSent?: boolean;
	readonly limits: readonly SendingLimit[];
	/** IMAP connections of one account at the same time. */
	readonly connections?: { readonly most: number; readonly source: Source };
	/** `name+anything@…` reaches `name@…`; undefined: unknown. */
	readonly plusAddresses?: boolean;
}
