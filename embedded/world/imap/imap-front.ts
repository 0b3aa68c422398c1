import hoodiecrow from 'hoodiecrow-imap';
import type { IMAPConnection, IMAPServer, Parsed } from 'hoodiecrow-imap';
import type { Server } from 'node:net';
import type { Doors, Entry } from '../doors.ts';
import { IMAP_EXTENSIONS } from './live-mailbox.ts';
import type { LiveMailbox } from './live-mailbox.ts';
import { readTokenLogin, TOKEN_REFUSED } from './sasl.ts';

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
 * @param liveOf The mailbox of an address that may be entered.
 */
export function createImapFront(
	tls: { key: string; cert: string },
	doors: Doors,
	liveOf: (address: string) => LiveMailbox | undefined,
): ImapFront {
	const front = hoodiecrow({
		secureConnection: true,
		// Without noDelay a sign-in takes 360 ms (Nagle's algorithm against delayed acknowledgements).
		credentials: { ...tls, minVersion: 'TLSv1.2', noDelay: true },
		plugins: [...IMAP_EXTENSIONS, 'SASL-IR', 'AUTH-PLAIN'],
		users: {},
	});
	front.setMaxListeners(0);
	const closed = closedMailbox();
	const connections = new Map<string, Set<IMAPConnection>>();

	function answer(connection: IMAPConnection, parsed: Parsed, data: string, entry: Entry) {
		const live = entry.kind === 'open' ? liveOf(entry.address) : undefined;
		if (entry.kind === 'protocol-off') {
			// As Exchange Online does it: the login succeeds, and every command after it fails.
			connection.state = 'Authenticated';
			moveTo(connection, closed);
		} else if (entry.kind === 'open' && live) {
			connection.state = 'Authenticated';
			moveTo(connection, live.server);
			remember(connection, entry.address);
		} else {
			const code = { type: 'SECTION', section: [{ type: 'ATOM', value: 'AUTHENTICATIONFAILED' }] };
			const text = entry.kind === 'password-off' ? 'LOGIN failed.' : 'Wrong address or password';
			const attributes = [...(entry.kind === 'password-off' ? [] : [code]), { type: 'TEXT', value: text }];
			connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'LOGIN FAILED', parsed, data);
			return;
		}
		const attributes = [{ type: 'TEXT', value: 'Signed in' }];
		connection.send({ tag: parsed.tag, command: 'OK', attributes }, 'LOGIN SUCCESS', parsed, data);
	}

	function moveTo(connection: IMAPConnection, server: IMAPServer) {
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
		answer(connection, parsed, data, doors.byPassword(name?.value ?? '', password?.value ?? '', 'imap'));
		callback();
	});
	front.setCommandHandler('AUTHENTICATE PLAIN', (connection, parsed, data, callback) => {
		onResponse(connection, parsed, (base64) => {
			const [, name = '', password = ''] = Buffer.from(base64, 'base64').toString().split('\0');
			answer(connection, parsed, data, doors.byPassword(name, password, 'imap'));
		});
		callback();
	});
	for (const mechanism of ['XOAUTH2', 'OAUTHBEARER']) {
		front.registerCapability(`AUTH=${mechanism}`, ({ state }) => state === 'Not Authenticated');
		front.setCommandHandler(`AUTHENTICATE ${mechanism}`, (connection, parsed, data, callback) => {
			onResponse(connection, parsed, (base64) => {
				const login = readTokenLogin(base64);
				const entry: Entry = login ? doors.byToken(login.name, login.token, 'imap') : { kind: 'refused' };
				if (entry.kind !== 'refused') return answer(connection, parsed, data, entry);
				onNextLine(connection, () => answer(connection, parsed, data, entry));
				connection.socket?.write(`+ ${TOKEN_REFUSED}\r\n`);
			});
			callback();
		});
	}
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

/** Gives the client's response, which comes with the command (RFC 4959) or is asked for. */
function onResponse(connection: IMAPConnection, parsed: Parsed, use: (base64: string) => void): void {
	const initial = parsed.attributes?.[0]?.value;
	if (initial !== undefined) return use(initial);
	onNextLine(connection, use);
	connection.socket?.write('+ \r\n');
}

function onNextLine(connection: IMAPConnection, use: (line: string) => void): void {
	connection.inputHandler = (line) => {
		connection.inputHandler = false;
		use(line);
	};
}

/** What lies behind a login where IMAP is switched off for the mailbox (Exchange Online). */
function closedMailbox(): IMAPServer {
	const server = hoodiecrow({ plugins: IMAP_EXTENSIONS });
	server.setMaxListeners(0);
	const known = server.getCommandHandler.bind(server);
	server.getCommandHandler = (command) => {
		if (['CAPABILITY', 'LOGOUT'].includes(command.toUpperCase())) return known(command);
		return (connection, parsed, data, callback) => {
			const attributes = [{ type: 'TEXT', value: 'User is authenticated but not connected.' }];
			connection.send({ tag: parsed.tag, command: 'BAD', attributes }, 'NOT CONNECTED', parsed, data);
			callback();
		};
	};
	return server;
}
