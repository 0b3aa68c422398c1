import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { takeClocks } from '#mail/relay/armed.ts';
import { compileMail } from '#mail/relay/compile-mail.ts';
import { fillMail } from '#mail/relay/fill-mail.ts';
import type { Piece, SlotValues } from '#mail/relay/mail-template.ts';
import { openRelayPool } from '#mail/relay/open-relay-pool.ts';
import { GENERIC_RELAY } from '#mail/relay/profiles.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { addressOf, LETTER, valuesOf } from './letter.ts';
import type { BenchRelay } from './start-relay.ts';

/** What each side is to do: so many mails over so many connections. */
export interface NewsletterSize {
	readonly recipients: number;
	readonly connections: number;
}

/** Sends all of them; fulfilled when the last is answered. */
export type SendAll = () => Promise<void>;

/** Gets ready, which is not measured, and answers what is. */
export type NewsletterSide = (relay: BenchRelay, size: NewsletterSize) => SendAll | Promise<SendAll>;

const FROM = 'return@cadrelune.example';
const compiled = compileMail(LETTER);

/** What can be had: the same mails over the same connections, grouped alike, replies only counted, nothing recorded. */
export const bareLoop: NewsletterSide =
	(relay, { recipients, connections }) =>
	async () => {
		let place = 0;
		const lane = async () => {
			const socket = await bareLogin(relay);
			const envelope = (of: number) => `MAIL FROM:<${FROM}>\r\nRCPT TO:<${addressOf(of)}>\r\nDATA\r\n`;
			if (place === recipients) return socket.end();
			let current = ++place;
			socket.write(envelope(current));
			socket.on('data', (chunk: Buffer) => {
				const words = chunk.toString('latin1');
				if (!words.includes('354 ')) {
					if (current === 0) socket.end();
					return;
				}
				socket.cork();
				socket.write(fillMail(compiled, valuesOf(current)));
				current = place === recipients ? 0 : ++place;
				socket.write(current === 0 ? '.\r\n' : `.\r\n${envelope(current)}`);
				socket.uncork();
			});
			await once(socket, 'close');
			return undefined;
		};
		await Promise.all(Array.from({ length: connections }, lane));
	};

async function bareLogin({ port, authority }: BenchRelay): Promise<TLSSocket> {
	const socket = connectTls({ host: '127.0.0.1', port, ca: authority });
	await once(socket, 'data');
	for (const line of ['EHLO cadrelune.example', 'AUTH PLAIN AGNhbWlsbGUAc2VjcmV0']) {
		socket.write(`${line}\r\n`);
		await once(socket, 'data');
	}
	socket.setNoDelay(true);
	return socket;
}

/** That relay and nothing else is reached. */
export const policyOf = ({ port, authority }: BenchRelay): NetworkPolicy => ({
	...{ kind: 'sandbox', host: 'localhost', address: '127.0.0.1' },
	...{ ports: [port], authority },
});

export const profileOf = (connections: number): RelayProfile => ({
	...GENERIC_RELAY,
	...{ connections, mailsAConnection: 5_000 },
});

/** The product's lines over compiled mails: everything but the database. */
export const lines: NewsletterSide =
	(relay, { recipients, connections }) =>
	async () => {
		const pool = openRelayPool({
			server: { host: 'localhost', port: relay.port, security: 'tls' },
			policy: policyOf(relay),
			credentials: { kind: 'password', user: 'camille', password: 'secret' },
			clientName: 'cadrelune.example',
			profile: profileOf(connections),
		});
		const windows: Promise<void>[] = [];
		for (let place = 0; place < recipients;) {
			const room = await pool.room(newsletterLimits.windowAtMost);
			if (room === 0) throw new Error(`the pool halted: ${JSON.stringify(pool.halt)}`);
			const armed = takeClocks();
			const mails = Array.from({ length: Math.min(room, recipients - place) }, () => {
				const of = ++place;
				return () => ({ from: FROM, to: addressOf(of), bytes: fillMail(compiled, valuesOf(of)) });
			});
			windows.push(
				pool.send(
					{
						armed,
						mails,
						settled(_, outcome) {
							if (outcome.state !== 'accepted') throw new Error(JSON.stringify(outcome));
						},
					},
					room,
				),
			);
		}
		await Promise.all(windows);
		await pool.close();
	};

/** nodemailer composes and sends over its pool. */
export const nodemailerPool: NewsletterSide =
	(relay, { recipients, connections }) =>
	async () => {
		const transport = createTransport({
			pool: true,
			maxConnections: connections,
			maxMessages: Infinity,
			host: '127.0.0.1',
			port: relay.port,
			secure: true,
			name: 'cadrelune.example',
			auth: { user: 'camille', pass: 'secret' },
			tls: { ca: relay.authority, minVersion: 'TLSv1.2' },
		});
		let place = 0;
		const lane = async () => {
			while (place < recipients) {
				place += 1;
				const values = valuesOf(place);
				await transport.sendMail({
					envelope: { from: FROM, to: addressOf(place) },
					from: { name: 'L’atelier', address: 'lettre@cadrelune.example' },
					to: { name: values['first']!, address: addressOf(place) },
					subject: `${values['first']}, la lettre de l’atelier`,
					messageId: `<${values['ticket']}@m.cadrelune.example>`,
					html: filled(LETTER.html, values),
					text: filled(LETTER.text, values),
					textEncoding: 'quoted-printable',
				});
			}
		};
		await Promise.all(Array.from({ length: connections * 2 }, lane));
		transport.close();
	};

const filled = (pieces: readonly Piece[], values: SlotValues) =>
	pieces.map((piece) => (typeof piece === 'string' ? piece : values[piece.slot]!)).join('');
