/**
 * What the demonstration world answers on its control interface: HTTP on loopback, `Authorization: Bearer <token>`.
 * Instants are domain time, written as ISO 8601. An error is `{ code }` with status 400, 401, 404 or 409.
 *
 * | call | body | answer |
 * | --- | --- | --- |
 * | `GET /state` | | `WorldState` |
 * | `POST /clock` | `{ offsetMs }` | `WorldTime` |
 * | `GET /next-act` | | `NextAct` |
 * | `POST /settle` | | `Settled` |
 * | `GET /readers` | | `WorldReader[]` |
 * | `GET /people/<address>/mails` | | `WorldMailLine[]`, newest first |
 * | `GET /mails/<id>` | | `WorldMail` |
 * | `POST /people/<address>/act` | `ActNow` | `ActedNow` |
 * | `POST /mailboxes/<address>/password` | | `WorldMailbox` with its new password |
 * | `POST /mailboxes/<address>/suspension` | `{ isSuspended }` | `WorldMailbox` |
 * | `GET /accounts` | | `WorldAccounts` |
 * | `POST /accounts/<address>` | `WorldAccountChange` | `WorldAccount` |
 * | `POST /accounts/<address>/revocation` | | `WorldAccount`, its grants and its consent ended |
 * | `POST /names/<domain>` | `{ isMended }` | `WorldNames` |
 * | `POST /organisations/<domain>` | `WorldOrganisationChange` | `WorldOrganisation` |
 */

/** File beside the authority's that holds the token, readable by its owner alone. */
export const WORLD_TOKEN_FILE = 'token';

/**
 * What somebody can be made to do at once, about the last mail that came from one of the senders (or the one named);
 * `writes-first` is about none. `in-house-answers`: a colleague of the sender answers instead.
 */
export const IMMEDIATE_BEHAVIOURS = [
	'answers',
	'answers-without-references',
	'answers-new-thread',
	'colleague-answers',
	'in-house-answers',
	'writes-first',
	'asks-removal',
	'away-until',
	'away-undated',
	'left-company',
	'acknowledges',
	'bounces-later',
	'bounces-in-words',
	'complains',
	'unsubscribes',
	'one-click',
	'refuses-measuring',
	'opens',
	'clicks',
	'machine-opens',
] as const;

/** What somebody, or the server of that person's company, will do from the next mail on. `own`: as the data says. */
export const LASTING_BEHAVIOURS = [
	'silent',
	'unknown-recipient',
	'policy-refuses',
	'mailbox-full',
	'greylists',
	'cuts-connection',
	'own',
] as const;

export type ImmediateBehaviour = (typeof IMMEDIATE_BEHAVIOURS)[number];
export type LastingBehaviour = (typeof LASTING_BEHAVIOURS)[number];

export interface WorldTime {
	readonly now: string;
	readonly offsetMs: number;
}

/** A mailbox of the demo users, as one needs it to connect. */
export interface WorldMailbox {
	readonly address: string;
	/** The subscription whose mailbox it is, whoever else types its address. */
	readonly subscriptionId: string;
	readonly name: string;
	/** The one that opens it now. */
	readonly password: string;
	/** Null: never. */
	readonly passwordChangedAt: string | null;
	/** Its host refuses what it sends, and still lets it be read. */
	readonly isSuspended: boolean;
}

/** Somebody whom the demo users may write to or have written to. */
export interface WorldPersonLine {
	readonly address: string;
	readonly name: string;
	/** Null: an address that a demo user made up. */
	readonly company: string | null;
	/** Key of docs/demonstration-world/behaviours.md: what the data gives this person to do. */
	readonly behaviour: string;
	/** What visitors of *Monde de démonstration* chose instead, by the mailbox whose mails it is about. */
	readonly choices: readonly { readonly sender: string; readonly behaviour: string }[];
	/** By the mailbox that wrote. */
	readonly received: readonly { readonly sender: string; readonly count: number; readonly lastAt: string }[];
}

/** Somebody who may subscribe to a newsletter of the demo users; the people above are none of them. */
export interface WorldReader {
	readonly firstName: string;
	readonly lastName: string;
	readonly address: string;
	readonly company: string;
	/** Domain of the company. */
	readonly domain: string;
}

export interface WorldAct {
	/**
	 * letter, first-letter, automatic, bounce, bounce-in-words, complaint, object, one-click, refuse-measuring, open, click,
	 * machine-open, lose-password
	 */
	readonly kind: string;
	readonly person: string;
	/** The demo users' mailbox whose mail it is about, or that it happens to. */
	readonly sender: string;
	readonly mailId: number | null;
	readonly at: string;
	readonly state: 'pending' | 'done' | 'failed';
	readonly outcome: string | null;
}

export interface WorldState extends WorldTime {
	/** Host name that the certificate also names, beside 127.0.0.1 and localhost. */
	readonly host: string;
	readonly ports: WorldPorts;
	readonly mailboxes: readonly WorldMailbox[];
	readonly people: readonly WorldPersonLine[];
	/** Pending and failed ones, the earliest first. */
	readonly acts: readonly WorldAct[];
}

/** Loopback ports; they stay the same from start to start while they are free. */
export interface WorldPorts {
	/** SMTP over TLS. */
	readonly smtp: number;
	/** SMTP with STARTTLS. */
	readonly smtpStartTls: number;
	/** IMAP over TLS. */
	readonly imap: number;
	readonly control: number;
	/** The world's names, over UDP. */
	readonly names: number;
	/** The stand-ins for Microsoft and Google, over TLS: tokens and pages. */
	readonly signIn: number;
	/** Their pages alone, in clear: browsers do not know the world's certificate. */
	readonly signInPages: number;
	/** Microsoft Graph as far as mails leave by it, over TLS. */
	readonly graph: number;
}

/** What stands in the way of an account at its provider. */
export const ACCOUNT_TROUBLES = [
	'second-factor',
	'conditional-access',
	'not-assigned',
	'disabled',
	'password-expired',
	'locked',
	'administrator-blocks',
	'outside-organisation',
] as const;

export type AccountTrouble = (typeof ACCOUNT_TROUBLES)[number];

/** What may be changed of an account at a provider's stand-in. */
export interface WorldAccountChange {
	/** Its session in the browser is open: no page asks who it is. */
	readonly isSignedIn?: boolean;
	readonly isAdministrator?: boolean;
	readonly trouble?: AccountTrouble | null;
	/** A refresh token ends when it is used. */
	readonly rotates?: boolean;
	/** Milliseconds that each answer about its tokens takes, ten minutes at most. */
	readonly answersAfter?: number;
	/** Each of these answers is an outage. */
	readonly isDown?: boolean;
	/** Milliseconds for which an access token holds. */
	readonly accessHolds?: number;
	/** Its mailbox may be read by IMAP. */
	readonly takesImap?: boolean;
	/** Its mailbox takes mails by SMTP. */
	readonly takesSmtp?: boolean;
}

/** An account at the stand-in for Microsoft or Google. */
export interface WorldAccount extends Required<WorldAccountChange> {
	readonly address: string;
	readonly name: string;
	readonly vendor: 'microsoft' | 'google';
	/** The code that its second factor shows. */
	readonly secondFactor: string;
}

/** An account, and the subscription whose people may have it behave otherwise; null: nobody's. */
export interface WorldOwnedAccount extends WorldAccount {
	readonly subscriptionId: string | null;
}

export interface WorldOrganisationChange {
	/** Only an administrator consents to applications. */
	readonly needsAdministrator?: boolean;
	/** False: forgets that an administrator consented. */
	readonly hasConsented?: false;
}

export interface WorldOrganisation {
	readonly domain: string;
	readonly needsAdministrator: boolean;
	/** An administrator consented for everybody. */
	readonly hasConsented: boolean;
}

export interface WorldAccounts {
	readonly accounts: readonly WorldOwnedAccount[];
	readonly organisations: readonly WorldOrganisation[];
}

/** What a domain of the demonstration publishes. */
export interface WorldNames {
	readonly domain: string;
	/** All that its senders ask for; else what it lacked at first. */
	readonly isMended: boolean;
}

export interface NextAct {
	/** Domain instant of the earliest pending act; null: nobody has anything to do. */
	readonly at: string | null;
}

export interface Settled extends NextAct {
	/** How many acts were done; what they wrote is in the mailboxes. */
	readonly done: number;
	/** How far the demo users' mailboxes reach: whoever has read them up to here has read what the acts wrote. */
	readonly folders: readonly WorldFolder[];
}

export interface WorldFolder {
	readonly address: string;
	readonly path: string;
	readonly uidValidity: number;
	/** Of the newest mail that lies there, 0 in an empty folder: one that was deleted is nobody's to read. */
	readonly lastUid: number;
}

export interface WorldMailLine {
	readonly id: number;
	readonly receivedAt: string;
	readonly from: string;
	readonly subject: string;
	readonly messageId: string;
	/** The mail's place among those of its sender in its thread, from 1. */
	readonly step: number;
	readonly acts: readonly WorldAct[];
}

export interface WorldMail {
	readonly id: number;
	readonly messageId: string;
	readonly subject: string;
	readonly from: { readonly name: string; readonly address: string };
	readonly to: readonly { readonly name: string; readonly address: string }[];
	readonly date: string | null;
	readonly text: string;
	/** As it came: to be shown in a sandboxed frame only. */
	readonly html: string | null;
	readonly headers: readonly { readonly name: string; readonly value: string }[];
	readonly attachments: readonly string[];
}

export interface ActNow {
	readonly behaviour: ImmediateBehaviour | LastingBehaviour;
	/** Of an answer, instead of the person's own words. */
	readonly text?: string;
	/** Of an absence: the return is stated so many days from now (7). */
	readonly days?: number;
	/** The mail that it is about; without it the last one. */
	readonly mailId?: number;
	/** To whom somebody writes first, one of the senders; without it the first of them. */
	readonly to?: string;
	/** Mailboxes of the demo users: it concerns their mails alone. */
	readonly senders: readonly string[];
}

export interface ActedNow {
	/** Done: it is committed. From the next mail on: the behaviour is set. */
	readonly when: 'done' | 'next-mail';
	/** Of what was done: how it went. */
	readonly outcome: string | null;
}

/** `no-mail`: the person has not received anything that could be answered. */
export type WorldFaultCode = 'unauthorized' | 'invalid' | 'not-found' | 'no-mail' | 'not-done';
