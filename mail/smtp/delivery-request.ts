import type { Credentials } from '#mail/credentials.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/** Milliseconds of wall clock. Their sum stays below an activity of 15 minutes (docs/design/sending.md). */
export interface DeliveryLimits {
	/** DNS, TCP and, where it comes first, TLS. */
	readonly connectWithin: number;
	/** From the open connection to the end of the greeting, EHLO and STARTTLS. */
	readonly greetWithin: number;
	readonly loginWithin: number;
	/** MAIL, RCPT, DATA, and the body leaving our buffers. */
	readonly bodyWithin: number;
	/** From before the arm transaction is sent to the final dot. */
	readonly dotWithin: number;
	/** RFC 5321 4.5.3.2.6 asks for ten minutes. */
	readonly replyWithin: number;
}

export const DELIVERY_LIMITS: DeliveryLimits = {
	connectWithin: 20_000,
	greetWithin: 20_000,
	loginWithin: 45_000,
	bodyWithin: 180_000,
	dotWithin: 5_000,
	replyWithin: 600_000,
};

export interface DeliveryRequest {
	readonly server: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
	readonly policy: NetworkPolicy;
	readonly credentials: Credentials | undefined;
	/** What we call ourselves in EHLO: the domain of the sending mailbox. */
	readonly clientName: string;
	/** One recipient a mail. Both addresses went through `parseAddress` (mail/mime/address.ts). */
	readonly envelope: { readonly from: string; readonly to: string; readonly envelopeId: string };
	/** The frozen message: CRLF only, CRLF at the end. */
	readonly bytes: Buffer;
	/**
	 * The last gate, called once when every byte but the final dot has left us. `true` commits that the mail may
	 * have left: the dot follows at once. `false` or an error: it is never written.
	 */
	readonly arm: () => Promise<boolean>;
	/** Stops the conversation as long as the dot is not written; afterwards it changes nothing. */
	readonly signal?: AbortSignal;
	readonly limits?: DeliveryLimits;
}
