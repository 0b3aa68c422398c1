import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import type { TestCertificate } from './test-authority.ts';

/** An IMAP account with an Inbox and a Sent folder, over TLS on loopback, in memory. Login: `camille` / `secret`. */
export interface SentImapServer {
	readonly port: number;
	/** How often somebody connected. */
	visits(): number;
	/** The raw messages of the Sent folder. */
	sent(): string[];
	/** Files a message there, as a server does that keeps what it sends. */
	file(bytes: Buffer): void;
	close(): Promise<void>;
}

interface Hoodiecrow {
	readonly folderCache: Record<string, { messages: { raw: string }[] }>;
	readonly server: Server;
	listen(port: number, host: string, ready: () => void): void;
	appendMessage(folder: string, flags: string[], date: unknown, raw: string): void;
	close(done: () => void): void;
}

const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

/** Starts the server on a port that the system chooses. */
export async function startSentImapServer(certificate: TestCertificate): Promise<SentImapServer> {
	const imap = hoodiecrow({
		plugins: ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'ENABLE', 'UIDPLUS', 'SPECIAL-USE', 'UNSELECT'],
		secureConnection: true,
		// Without noDelay a login costs 360 ms.
		credentials: { key: certificate.key, cert: certificate.cert, noDelay: true },
		storage: { INBOX: {}, '': { separator: '/', folders: { Sent: { 'special-use': '\\Sent' } } } },
		users: { camille: { password: 'secret' } },
	});
	let visits = 0;
	imap.server.on('connection', () => visits++);
	await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
	return {
		port: (imap.server.address() as AddressInfo).port,
		visits: () => visits,
		sent: () => imap.folderCache['Sent']!.messages.map((message) => message.raw),
		file: (bytes) => imap.appendMessage('Sent', ['\\Seen'], false, bytes.toString('latin1')),
		close: () => new Promise((resolve) => imap.close(resolve)),
	};
}
