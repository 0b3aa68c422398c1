import type { Socket } from 'node:net';

/** A connection on which one is signed in and nothing was sent yet. */
export interface OpenedLine {
	/** What one reads and writes: with TLS the encrypted one. */
	readonly socket: Socket;
	/** The connection below it; without TLS the same. */
	readonly tcp: Socket;
	readonly offers: RelayOffers;
}

/** What the relay offers in EHLO. */
export interface RelayOffers {
	readonly pipelining: boolean;
	readonly dsn: boolean;
	readonly smtpUtf8: boolean;
	readonly size: boolean;
	/** Octets of a mail at most; 0: it names none. */
	readonly sizeAtMost: number;
}

/** Opens a connection. Rejects with a `LineRefused`, a `ConnectError` or what nodemailer throws. */
export type OpenLine = (signal: AbortSignal) => Promise<OpenedLine>;

/**
 * Octets that were given to the system and that it did not take yet. What they are for is looked at in the turn in which they
 * were written: a dot among them could leave at any later time.
 */
export function staysBehind(tcp: Socket): number {
	const { _handle: handle } = tcp as unknown as { readonly _handle: { writeQueueSize?: number } | null };
	return handle?.writeQueueSize ?? 0;
}
