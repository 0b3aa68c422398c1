import { createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from '#tests/crash/test-authority.ts';

/** A relay that takes every mail and writes down whom each went to. */
export interface RecordingSink {
	readonly port: number;
	/** How often each address got a mail that was answered 250, or whose dot came while nobody was there to answer. */
	readonly taken: ReadonlyMap<string, number>;
	/** All mails that it took. */
	readonly count: number;
	/** Called at each dot, before it is answered. */
	onDot: ((count: number) => void) | undefined;
	/** The answer to MAIL; undefined: taken. */
	refuses: string | undefined;
	/** The last mail that it took, as it came. */
	readonly newest: string;
	close(): Promise<void>;
}

const DOT = '\r\n.\r\n';

/**
 * Listens on TLS with PIPELINING and takes whatever login comes.
 *
 * @param answersAfter milliseconds before a dot is answered: mails are in flight so long.
 */
export async function startRecordingSink(
	certificate: TestCertificate,
	answersAfter = 0,
): Promise<RecordingSink> {
	const taken = new Map<string, number>();
	const state = {
		taken,
		count: 0,
		newest: '',
		onDot: undefined as RecordingSink['onDot'],
		refuses: undefined as string | undefined,
	};
	const sockets = new Set<TLSSocket>();
	const server = createServer({ key: certificate.key, cert: certificate.cert }, (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
		serve(socket);
	});
	function serve(socket: TLSSocket): void {
		let buffered = '';
		let recipient: string | undefined;
		let isData = false;
		let isAnswering = false;
		const say = (line: string) => socket.writable && socket.write(`${line}\r\n`);
		const accept = (mail: string) => {
			taken.set(recipient!, (taken.get(recipient!) ?? 0) + 1);
			state.count++;
			state.newest = mail;
			state.onDot?.(state.count);
			if (answersAfter === 0) return void say('250 2.0.0 taken');
			// Answers come in the order of the commands.
			isAnswering = true;
			setTimeout(() => {
				isAnswering = false;
				say('250 2.0.0 taken');
				read();
			}, answersAfter);
		};
		const command = (line: string) => {
			const verb = line.slice(0, 4).toUpperCase();
			if (verb === 'EHLO') say('250-sink.example\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME');
			else if (verb === 'AUTH') say('235 2.7.0 welcome');
			else if (verb === 'MAIL') say(state.refuses ?? '250 2.1.0 ok');
			else if (verb === 'RCPT') {
				recipient = /<(.+)>/.exec(line)![1]!.toLowerCase();
				say(state.refuses ? '503 5.5.1 no sender' : '250 2.1.5 ok');
			} else if (verb === 'DATA') {
				if (state.refuses) return void say('503 5.5.1 no recipient');
				isData = true;
				say('354 go on');
			} else if (verb === 'QUIT') socket.end('221 bye\r\n');
			else say('250 ok');
		};
		say('220 sink.example');
		socket.setEncoding('latin1');
		socket.on('data', (chunk: string) => {
			buffered += chunk;
			read();
		});
		function read(): void {
			while (!isAnswering) {
				const end = isData ? buffered.indexOf(DOT) : buffered.indexOf('\r\n');
				if (end < 0) return;
				const piece = buffered.slice(0, end);
				buffered = buffered.slice(end + (isData ? DOT.length : 2));
				if (isData) {
					isData = false;
					accept(piece);
				} else command(piece);
			}
		}
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return Object.assign(state, {
		port: (server.address() as AddressInfo).port,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	});
}
