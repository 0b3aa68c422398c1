import hoodiecrow from 'hoodiecrow-imap';
import type { IMAPConnection, Parsed } from 'hoodiecrow-imap';
import type { Server } from 'node:net';
import { IMAP_EXTENSIONS } from './live-mailbox.ts';
import type { LiveMailbox } from './live-mailbox.ts';

/** The one TLS port behind which every mailbox lies. */
export interface ImapFront {
	readonly listener: Server;
	/** Ends the open connections of a mailbox, with a goodbye. */
	closeConnections(address: string): void;
}

/**
 * Makes the IMAP server that everybody connects to. hoodiecrow gives one storage to one server, so each mailbox is
 * a server of its own, and a connection changes to it when it has signed in.
 *
 * @param signIn The mailbox of this address and password; undefined refuses.
 */
export function createImapFront(
	tls: { key: string; cert: string },
	signIn: (address: string, password: string) => { address: string; live: LiveMailbox } | undefined,
): ImapFront {
	const front = hoodiecrow({
		secureConnection: true,
		// Without noDelay a sign-in takes 360 ms (Nagle's algorithm against delayed acknowledgements).
		credentials: { ...tls, minVersion: 'TLSv1.2', noDelay: true },
		plugins: [...IMAP_EXTENSIONS, 'SASL-IR', 'AUTH-PLAIN'],
		users: {},
	});
	front.setMaxListeners(0);
	const connections = new Map<string, Set<IMAPConnection>>();

	function authenticate(
		connection: IMAPConnection,
		parsed: Parsed,
		data: string,
		name: string,
		password: string,
	) {
		const entered = signIn(name.toLowerCase(), password);
		if (!entered) {
			const code = { type: 'SECTION', section: [{ type: 'ATOM', value: 'AUTHENTICATIONFAILED' }] };
			const attributes = [code, { type: 'TEXT', value: 'Wrong address or password' }];
			connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'LOGIN FAILED', parsed, data);
			return;
		}
		connection.state = 'Authenticated';
		moveTo(connection, entered.live);
		remember(connection, entered.address);
		const attributes = [{ type: 'TEXT', value: 'Signed in' }];
		connection.send({ tag: parsed.tag, command: 'OK', attributes }, 'LOGIN SUCCESS', parsed, data);
	}

	function moveTo(connection: IMAPConnection, { server }: LiveMailbox) {
		connection.server.removeListener('notify', connection._notificationCallback);
		connection.server = server;
		server.on('notify', connection._notificationCallback);
	}

	function remember(connection: IMAPConnection, address: string) {
		const open = connections.get(address) ?? new Set();
		connections.set(address, open.add(connection));
		connection.socket?.once('close', () => open.delete(connection));
	}

	front.setCommandHandler('LOGIN', (connection, parsed, data, callback) => {
		const [name, password] = parsed.attributes ?? [];
		authenticate(connection, parsed, data, name?.value ?? '', password?.value ?? '');
		callback();
	});
	front.setCommandHandler('AUTHENTICATE PLAIN', (connection, parsed, data, callback) => {
		const answer = (base64: string) => {
			const [, name = '', password = ''] = Buffer.from(base64, 'base64').toString().split('\0');
			authenticate(connection, parsed, data, name, password);
		};
		const initial = parsed.attributes?.[0]?.value;
		if (initial !== undefined) {
			answer(initial);
		} else {
			connection.inputHandler = (line) => {
				connection.inputHandler = false;
				answer(line);
			};
			connection.socket?.write('+ \r\n');
		}
		callback();
	});
	// A client that goes away in the handshake, or does not trust the authority, is no fault of ours.
	front.server.on('tlsClientError', () => {});

	return {
		listener: front.server,
		closeConnections(address) {
			for (const connection of connections.get(address) ?? []) {
				connection.socket?.end('* BYE Please sign in again\r\n', () => connection.socket?.destroy());
			}
		},
	};
}
