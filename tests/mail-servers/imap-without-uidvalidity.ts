import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { issueTestCertificate } from '../crash/test-authority.ts';

/** An IMAP server that gives its folders no UIDVALIDITY (RFC 3501, 2.3.1.1), so that UIDs mean nothing tomorrow. */
export interface ServerWithoutUidValidity {
	readonly port: number;
	readonly policy: NetworkPolicy;
	/** The commands that it was given. */
	readonly asked: string[];
	close(): Promise<void>;
}

const ANSWERS: Record<string, readonly string[]> = {
	CAPABILITY: ['* CAPABILITY IMAP4rev1 AUTH=PLAIN LOGIN-REFERRALS'],
	LIST: ['* LIST (\\HasNoChildren) "/" "INBOX"', '* LIST (\\HasNoChildren \\Sent) "/" "Sent"'],
	LSUB: ['* LSUB () "/" "INBOX"'],
	STATUS: ['* STATUS "INBOX" (MESSAGES 1 UIDNEXT 2)'],
	SELECT: ['* 1 EXISTS', '* 0 RECENT', '* FLAGS (\\Seen)'],
	EXAMINE: ['* 1 EXISTS', '* 0 RECENT', '* FLAGS (\\Seen)'],
	LOGOUT: ['* BYE'],
};

export async function startServerWithoutUidValidity(): Promise<ServerWithoutUidValidity> {
	const { authority, cert, key } = await issueTestCertificate();
	const asked: string[] = [];
	const server = createServer({ cert, key }, (socket) => {
		let rest = '';
		let challenged: string | undefined;
		socket.on('error', () => {});
		socket.write('* OK ready\r\n');
		socket.on('data', (bytes) => {
			rest += bytes.toString('latin1');
			for (let end; (end = rest.indexOf('\r\n')) >= 0;) {
				const line = rest.slice(0, end);
				rest = rest.slice(end + 2);
				if (challenged) {
					socket.write(`${challenged} OK\r\n`);
					challenged = undefined;
					continue;
				}
				const [tag, command = '', how] = line.split(' ');
				const name = command.toUpperCase();
				asked.push(name);
				if (name === 'AUTHENTICATE' && how && line.split(' ').length === 3) {
					challenged = tag;
					socket.write('+ \r\n');
					continue;
				}
				socket.write([...(ANSWERS[name] ?? []), `${tag} OK done`, ''].join('\r\n'));
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		policy: { kind: 'real', allowedPrivateHosts: ['localhost', '127.0.0.1'], authorities: [authority] },
		asked,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}
