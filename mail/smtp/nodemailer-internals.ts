import type { Socket } from 'node:net';
import type { Transform } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/**
 * The private fields of nodemailer's SMTPConnection that the send needs and no public call gives. Its version is
 * pinned, and `nodemailer-internals.test.ts` fails when one of them changes its meaning.
 */
interface Internals {
	/** The socket in use; after STARTTLS the TLS socket. */
	readonly _socket: Socket | false | null;
	/** The dot-stuffing stream, from the server's 354 until it has ended. */
	readonly _currentDataStream: (Transform & { readonly inByteCount: number }) | false;
	readonly _supportedExtensions: readonly string[];
	/** What SIZE names; 0 where it names nothing. */
	readonly _maxAllowedSize: number;
	readonly _onSocketData: Listener;
	readonly _onSocketError: Listener;
	readonly _onSocketClose: Listener;
	readonly _onSocketEnd: Listener;
	readonly _onSocketTimeout: Listener;
}

type Listener = (...heard: unknown[]) => void;

const internalsOf = (connection: SMTPConnection) => connection as unknown as Internals;

/** The socket that carries the conversation at this moment. */
export function socketOf(connection: SMTPConnection): Socket | undefined {
	return internalsOf(connection)._socket || undefined;
}

/** Whether the server offered an extension of ESMTP, such as `SMTPUTF8`. */
export function offers(connection: SMTPConnection, extension: string): boolean {
	return internalsOf(connection)._supportedExtensions.includes(extension);
}

/**
 * Tells that 354 was received and that all `size` bytes of the message have left our buffers for the kernel. It
 * does not mean that the server has them.
 */
export function bodyHasLeft(connection: SMTPConnection, size: number): boolean {
	const stream = internalsOf(connection)._currentDataStream;
	const socket = socketOf(connection);
	return (
		!!stream &&
		!!socket &&
		stream.inByteCount === size &&
		stream.readableLength === 0 &&
		stream.writableLength === 0 &&
		socket.writableLength === 0
	);
}

/** Octets that a mail may have, as the server offered; 0 where it names none. */
export function sizeAtMost(connection: SMTPConnection): number {
	return internalsOf(connection)._maxAllowedSize;
}

/**
 * Takes the socket away from a connection that is signed in and waits for nothing: nobody listens to it any longer, and the
 * connection is not to be used again.
 */
export function takeSocket(connection: SMTPConnection): Socket {
	const internals = internalsOf(connection);
	const socket = internals._socket as Socket;
	// Until its new owner listens nothing is to be lost, and an error is not to end the process.
	socket.pause();
	socket.on('error', () => {});
	socket.setTimeout(0);
	socket.off('data', internals._onSocketData);
	socket.off('timeout', internals._onSocketTimeout);
	socket.off('close', internals._onSocketClose);
	socket.off('end', internals._onSocketEnd);
	socket.off('error', internals._onSocketError);
	return socket;
}
