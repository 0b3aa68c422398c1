import type { Credentials } from '#mail/credentials.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import type { Probe } from './probe-mail.ts';

/** A server as it was typed. */
export interface ServerSettings {
	readonly host: string;
	readonly port: number;
	readonly security: 'tls' | 'starttls';
}

/** What a connection test tries. Its credentials stay in memory. */
export interface ConnectionSettings {
	readonly address: string;
	/** The person's own address, where the mailbox must be theirs; undefined for a shared one. */
	readonly ownerAddress: string | undefined;
	/** Undefined for a relay, of which nothing is read. */
	readonly imap: ServerSettings | undefined;
	readonly smtp: ServerSettings;
	readonly imapCredentials: Credentials | undefined;
	readonly smtpCredentials: Credentials;
	/** By what its mails leave where that is not its outgoing server. */
	readonly api?: SendingApi | undefined;
	/** Of a relay: where its replies go. */
	readonly replyAddress?: string;
}

/** A provider's own interface as the way by which an account's mails leave. */
export interface SendingApi {
	/** Proves without sending anything that the account may send by it. @throws {CheckFault} why not. */
	prove(): Promise<void>;
	/** Sends the mail to oneself. */
	send(probe: Probe): Promise<Delivery>;
}
