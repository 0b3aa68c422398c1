import type { Socket } from 'node:net';
import type { Transform } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/**
 * The three private fields of nodemailer's SMTPConnection that the send needs and no public call gives. Its
 * version is pinned, and `nodemailer-internals.test.ts` fails when one of them changes its meaning.
 */
interface Internals {
	/** The socket in use; after STARTTLS the TLS socket. */
	readonly _socket: Socket | false | null;
	/** The dot-stuffing stream, from the server's 354 until it has ended. */
	readonly _currentDataStream: (Transform & { readonly inByteCount: number }) | false;
	readonly _supportedExtensions: readonly string[];
}

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
