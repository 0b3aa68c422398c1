import type { Socket } from 'node:net';
import { ConnectError } from '#platform/network/connect-error.ts';

/** The server speaks in clear and offers no encryption: nothing is said to it. */
export class StartTlsMissing extends Error {
	constructor() {
		super('starttls-missing');
		this.name = 'StartTlsMissing';
	}
}

/** Somebody took the connection and said nothing that a mail server says. */
export class NoGreeting extends Error {
	constructor() {
		super('no-greeting');
		this.name = 'NoGreeting';
	}
}

const TEXT_AT_MOST = 16_384;

/**
 * Holds the dialogue before a TLS handshake on a port that speaks in clear: greeting, capabilities, STARTTLS. No user, no
 * password.
 *
 * @throws StartTlsMissing, NoGreeting, ConnectError
 */
export async function startTls(socket: Socket, protocol: 'imap' | 'smtp', within: number): Promise<void> {
	const lines = new Lines(socket, within);
	try {
		await greet(lines, protocol);
		if (protocol === 'imap') {
			const capabilities = await lines.say('a CAPABILITY', /^a /);
			if (!/\bSTARTTLS\b/i.test(capabilities)) throw new StartTlsMissing();
			if (!/^b OK/im.test(await lines.say('b STARTTLS', /^b /))) throw new StartTlsMissing();
		} else {
			const offered = await lines.say('EHLO refrain.invalid', /^\d{3}(?!-)/);
			if (!/^250[ -]STARTTLS\b/im.test(offered)) throw new StartTlsMissing();
			if (!/^220/m.test(await lines.say('STARTTLS', /^\d{3}(?!-)/))) throw new StartTlsMissing();
		}
	} finally {
		lines.end();
	}
}

/**
 * Waits for what a mail server says first. Nothing is said to it.
 *
 * @throws NoGreeting somebody else answers, or nobody; ConnectError
 */
export async function awaitGreeting(
	socket: Socket,
	protocol: 'imap' | 'smtp',
	within: number,
): Promise<void> {
	const lines = new Lines(socket, within);
	try {
		await greet(lines, protocol);
	} finally {
		lines.end();
	}
}

/** The first line tells who speaks; an SMTP server may say several. */
async function greet(lines: Lines, protocol: 'imap' | 'smtp'): Promise<void> {
	const first = await lines.until(/^./);
	if (protocol === 'imap') {
		if (!/^\* (OK|PREAUTH)/i.test(first)) throw new NoGreeting();
	} else {
		if (!/^220/.test(first)) throw new NoGreeting();
		await lines.until(/^\d{3}(?!-)/);
	}
}

/** Lines of a dialogue; at most 16 KB are read. */
class Lines {
	private text = '';
	private failure: Error | undefined;
	private notice: (() => void) | undefined;
	private readonly socket: Socket;
	private readonly timer: NodeJS.Timeout;
	private readonly onData = (bytes: Buffer) => {
		this.text += bytes.toString('latin1');
		if (this.text.length > TEXT_AT_MOST) this.fail(new NoGreeting());
		this.notice?.();
	};
	private readonly onEnd = () => this.fail(new ConnectError('connection-lost'));

	constructor(socket: Socket, within: number) {
		this.socket = socket;
		this.timer = setTimeout(() => this.fail(new NoGreeting()), within);
		socket.on('data', this.onData);
		socket.on('close', this.onEnd);
		socket.on('error', this.onEnd);
	}

	say(line: string, last: RegExp): Promise<string> {
		this.text = '';
		this.socket.write(`${line}\r\n`);
		return this.until(last);
	}

	/** Everything up to the first whole line that matches. */
	async until(last: RegExp): Promise<string> {
		for (;;) {
			if (this.failure) throw this.failure;
			const whole = this.text.slice(0, this.text.lastIndexOf('\n') + 1);
			if (whole.split(/\r?\n/).some((line) => last.test(line))) return whole;
			await new Promise<void>((resolve) => (this.notice = resolve));
		}
	}

	end(): void {
		clearTimeout(this.timer);
		this.socket.off('data', this.onData);
		this.socket.off('close', this.onEnd);
		this.socket.off('error', this.onEnd);
		this.socket.on('error', () => {});
	}

	private fail(error: Error): void {
		this.failure ??= error;
		this.notice?.();
	}
}
