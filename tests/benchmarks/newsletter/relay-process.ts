import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { TestCertificate } from '#tests/crash/test-authority.ts';

/** What is asked of the relay's process: how long it waits before it answers, or what it has counted since. */
export type RelayQuestion = { readonly delay: number } | 'taken';

/**
 * A relay as fast as Node can be, in a process of its own: it takes every login and mail, answers what came together together,
 * after `delay` milliseconds, and keeps the recipients of what it acknowledged as numbers.
 */
process.on('disconnect', () => process.exit());
const [certificate] = (await once(process, 'message')) as [TestCertificate];
let delay = 0;
let taken = 0;
let twice = 0;
let bytes = 0;
let seen = new Set<string>();

const END = Buffer.from('\r\n.\r\n');

const server = createServer({ key: certificate.key, cert: certificate.cert, noDelay: true }, (socket) => {
	socket.on('error', () => {});
	socket.write('220 relay ESMTP\r\n');
	let rest: Buffer = Buffer.alloc(0);
	let isData = false;
	let to = '';
	socket.on('data', (chunk) => {
		let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		let answers = '';
		for (;;) {
			const end = isData ? data.indexOf(END) : data.indexOf('\r\n');
			if (end === -1) break;
			if (isData) {
				isData = false;
				taken += 1;
				bytes += end;
				if (seen.has(to)) twice += 1;
				seen.add(to);
				answers += '250 2.0.0 Ok: queued\r\n';
			} else {
				const line = data.latin1Slice(0, end);
				isData = line === 'DATA';
				if (line.startsWith('RCPT')) to = line;
				answers += answerTo(line);
			}
			data = data.subarray(end + (answers.endsWith('queued\r\n') ? END.length : 2));
		}
		rest = data;
		if (answers !== '') answer(socket, answers);
	});
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('message', (question: RelayQuestion) => {
	if (question === 'taken') process.send!({ taken, twice, bytes });
	else delay = question.delay;
	taken = twice = bytes = 0;
	seen = new Set();
});

function answer(socket: Socket, answers: string): void {
	if (delay === 0) socket.write(answers);
	else setTimeout(() => socket.write(answers), delay);
}

function answerTo(line: string): string {
	switch (line.slice(0, 4)) {
		case 'EHLO':
			return '250-relay\r\n250-PIPELINING\r\n250-SIZE 20000000\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n';
		case 'AUTH':
			return '235 2.7.0 welcome\r\n';
		case 'DATA':
			return '354 go on\r\n';
		case 'QUIT':
			return '221 2.0.0 bye\r\n';
		default:
			return '250 2.1.0 Ok\r\n';
	}
}
