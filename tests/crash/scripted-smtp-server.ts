import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { until } from '#tests/environment/until.ts';
import type { TestCertificate } from './test-authority.ts';

/**
 * What the server does with a mail. The recipient's local part names it, up to its first `.` or `+`
 * (`hold354.1@x.example`); any other local part is accepted. The sender's local part may be `sender553`.
 *
 * - `hold354` waits for `release('354')` before it answers DATA; `holddot` holds the reply to the dot until
 *   `release('reply')`, the mail being kept; `heldreply` the same, then refuses with 451.
 * - `dropdot` keeps the mail and closes without a reply; `losedot` loses it and closes; `partial` keeps it and
 *   closes in the middle of its `250`; `partial550` refuses in words cut short; `keeps421` keeps it and says 421.
 * - `later451`, `big552`, `spam550`, `odd354` answer the dot so. `early552`, `early250` answer before the dot.
 * - `fin` ends its side at the first byte of the body, `drop354` cuts there; `slow` reads nothing for 200 ms.
 * - `data250` says 250 instead of 354; `data421` refuses DATA; `unknown550`, `grey450`, `full552` refuse the recipient.
 */
export type Script =
	| 'hold354'
	| 'holddot'
	| 'heldreply'
	| 'dropdot'
	| 'losedot'
	| 'partial'
	| 'partial550'
	| 'keeps421'
	| 'later451'
	| 'big552'
	| 'spam550'
	| 'odd354'
	| 'early552'
	| 'early250'
	| 'fin'
	| 'drop354'
	| 'slow'
	| 'data250'
	| 'data421'
	| 'unknown550'
	| 'grey450'
	| 'full552';

export type HoldPoint = '354' | 'reply';

/** One thing that happened, with its wall-clock time in milliseconds. */
export interface SmtpEvent {
	readonly name: 'connect' | 'login' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot' | 'kept' | 'held' | 'close';
	readonly at: number;
	/** The command's line or the hold point, where there is one. */
	readonly line?: string;
	/** The recipient, once it is known. */
	readonly to?: string;
}

/** A mail that this server took responsibility for. */
export interface Copy {
	readonly messageId: string | undefined;
	/** The product's own header, `X-Refrain-Send`. */
	readonly sendId: string | undefined;
	/** SHA-256 of all bytes between DATA and the dot, dot-stuffing undone, in hexadecimal. */
	readonly hash: string;
	readonly bytes: Buffer;
	readonly from: string;
	readonly to: string;
}

export interface ScriptedSmtpServer {
	readonly port: number;
	readonly events: readonly SmtpEvent[];
	readonly copies: readonly Copy[];
	/** Waits for an event that has happened or will. */
	until(name: SmtpEvent['name'], matches?: (event: SmtpEvent) => boolean): Promise<SmtpEvent>;
	/** Lets every connection held at this point go on. */
	release(point: HoldPoint): void;
	/** From now on refuses every recipient, or the final dot, in these words; without them no more. */
	refuseAll(line?: string, at?: 'rcpt' | 'dot'): void;
	/** Says a line on all open connections, whatever they wait for. */
	say(line: string): void;
	close(): Promise<void>;
}

export interface ScriptedSmtpOptions {
	readonly security: 'tls' | 'starttls';
	readonly certificate: TestCertificate;
	/** EHLO keywords beside STARTTLS and AUTH. */
	readonly extensions?: readonly string[];
	/** The only login that is taken; without it any. `later` answers 454 to every login. */
	readonly login?: { readonly user: string; readonly password: string } | 'later';
	/** Takes this access token alone, in this way (docs/design/test-servers.md#scripted-server). */
	readonly byToken?: { readonly mechanism: 'XOAUTH2' | 'OAUTHBEARER'; readonly token: string };
	/** Says this instead of the 220 greeting. */
	readonly greeting?: string;
	/** Called for each mail kept, before the reply: a server that files Sent mail does it here. */
	readonly onKept?: (copy: Copy) => Promise<void>;
	/** 0, the default, lets the system choose. */
	readonly port?: number;
}

const EXTENSIONS = ['PIPELINING', 'SIZE 2000000', 'DSN', '8BITMIME', 'ENHANCEDSTATUSCODES'];

/**
 * Starts an SMTP server on loopback that misbehaves on request and keeps count
 * (docs/design/test-servers.md#scripted-server).
 */
export async function startScriptedSmtpServer(options: ScriptedSmtpOptions): Promise<ScriptedSmtpServer> {
	const events: SmtpEvent[] = [];
	const copies: Copy[] = [];
	const sockets = new Set<Socket>();
	const held: Record<HoldPoint, (() => void)[]> = { '354': [], reply: [] };
	const note = (event: Omit<SmtpEvent, 'at'>) => void events.push({ ...event, at: Date.now() });
	const world: World = {
		options,
		refusal: undefined,
		secureContext: createSecureContext({ key: options.certificate.key, cert: options.certificate.cert }),
		note,
		hold: (point, to) =>
			new Promise<void>((resolve) => {
				held[point].push(resolve);
				note({ name: 'held', line: point, to });
			}),
		keep: async (copy) => {
			copies.push(copy);
			await options.onKept?.(copy);
			note({ name: 'kept', to: copy.to });
		},
	};
	const server = createServer((plain) => {
		plain.setNoDelay(true);
		plain.on('error', () => {});
		const first = options.security === 'tls' ? overTls(plain, world.secureContext) : plain;
		const session = new Session(world, first, (before, after) => {
			sockets.delete(before);
			sockets.add(after);
		});
		sockets.add(first);
		note({ name: 'connect' });
		plain.on('close', () => note({ name: 'close', ...(session.to ? { to: session.to } : {}) }));
		void session.start();
	});
	await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		events,
		copies,
		until: async (name, matches = () => true) => {
			const happened = () => events.filter((event) => event.name === name && matches(event));
			await until(
				`the SMTP server notes '${name}'`,
				() => events.map((event) => event.name),
				() => happened().length > 0,
			);
			return happened()[0]!;
		},
		release: (point) => held[point].splice(0).forEach((go) => go()),
		refuseAll: (line, at = 'rcpt') => {
			world.refusal = line === undefined ? undefined : { line, at };
		},
		say: (line) => sockets.forEach((socket) => socket.writable && socket.write(`${line}\r\n`)),
		close: async () => {
			sockets.forEach((socket) => socket.destroy());
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

interface World {
	readonly options: ScriptedSmtpOptions;
	/** What an account that is blocked hears. */
	refusal: { readonly line: string; readonly at: 'rcpt' | 'dot' } | undefined;
	/** One for all connections, as servers have it: a session of one is known to the next. */
	readonly secureContext: SecureContext;
	readonly note: (event: Omit<SmtpEvent, 'at'>) => void;
	readonly hold: (point: HoldPoint, to: string) => Promise<void>;
	readonly keep: (copy: Copy) => Promise<void>;
}

const overTls = (plain: Socket, secureContext: SecureContext) => {
	const socket = new TLSSocket(plain, { isServer: true, secureContext });
	socket.on('error', () => {});
	return socket;
};

class Session {
	to = '';
	private from = '';
	private socket: Socket;
	private readonly world: World;
	private readonly onUpgrade: (before: Socket, after: Socket) => void;
	private secured: boolean;
	private pending = Buffer.alloc(0);
	private wake: (() => void) | undefined;
	private ended = false;

	constructor(world: World, socket: Socket, onUpgrade: (before: Socket, after: Socket) => void) {
		this.world = world;
		this.socket = socket;
		this.onUpgrade = onUpgrade;
		this.secured = world.options.security === 'tls';
		this.listen();
	}

	async start(): Promise<void> {
		const { greeting } = this.world.options;
		this.reply(greeting ?? '220 scripted ESMTP');
		if (greeting?.startsWith('5')) return void this.socket.end();
		for (let line = await this.line(); line !== undefined; line = await this.line()) {
			if (!(await this.answer(line))) return;
		}
	}

	private get script(): string {
		return /^[^@.+]*/.exec(this.to)?.[0] ?? '';
	}

	private listen(): void {
		this.socket.on('data', (chunk: Buffer) => {
			this.pending = Buffer.concat([this.pending, chunk]);
			this.wake?.();
		});
		this.socket.on('close', () => {
			this.ended = true;
			this.wake?.();
		});
	}

	private upgrade(): void {
		const plain = this.socket;
		plain.removeAllListeners('data');
		this.socket = overTls(plain, this.world.secureContext);
		this.secured = true;
		this.pending = Buffer.alloc(0);
		this.onUpgrade(plain, this.socket);
		this.listen();
	}

	/** One write a reply and no Nagle: otherwise a delayed ACK costs some 45 ms a step. */
	private reply(text: string): void {
		if (this.socket.writable) this.socket.write(`${text}\r\n`);
	}

	private async more(): Promise<boolean> {
		if (this.ended) return false;
		await new Promise<void>((resolve) => (this.wake = resolve));
		return !this.ended;
	}

	private async line(): Promise<string | undefined> {
		for (;;) {
			const end = this.pending.indexOf('\r\n');
			if (end >= 0) {
				const text = this.pending.subarray(0, end).toString();
				this.pending = this.pending.subarray(end + 2);
				return text;
			}
			if (!(await this.more())) return undefined;
		}
	}

	/** @returns false when the session is over. */
	private async answer(line: string): Promise<boolean> {
		const verb = line.slice(0, 4).toUpperCase();
		switch (verb) {
			case 'EHLO':
				this.reply(this.extensions());
				return true;
			case 'STAR':
				this.reply('220 go ahead');
				this.upgrade();
				return true;
			case 'AUTH':
				return this.world.options.byToken
					? this.loginByToken(line, this.world.options.byToken)
					: this.login(line);
			case 'MAIL':
				this.from = /<([^>]*)>/.exec(line)?.[1] ?? '';
				this.world.note({ name: 'mail', line });
				this.reply(
					this.from.startsWith('sender553')
						? '553 5.7.60 not allowed to send as <a@b.example>'
						: '250 2.1.0 ok',
				);
				return true;
			case 'RCPT':
				this.to = /<([^>]*)>/.exec(line)?.[1] ?? '';
				this.world.note({ name: 'rcpt', line, to: this.to });
				this.reply(this.recipientRefusal() ?? '250 2.1.5 ok');
				return true;
			case 'DATA':
				return this.data(line);
			case 'QUIT':
				this.reply('221 bye');
				this.socket.end();
				return false;
			default:
				this.reply('502 5.5.2 not here');
				return true;
		}
	}

	private extensions(): string {
		const offered = [...(this.world.options.extensions ?? EXTENSIONS)];
		offered.push(
			this.secured ? `AUTH ${this.world.options.byToken?.mechanism ?? 'PLAIN LOGIN'}` : 'STARTTLS',
		);
		const lines = ['scripted', ...offered];
		return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
	}

	private login(line: string): boolean {
		const { login } = this.world.options;
		const [, user, password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
			.toString()
			.split('\0');
		this.world.note({ name: 'login' });
		if (login === 'later') this.reply('454 4.7.0 too many logins');
		else if (login && (login.user !== user || login.password !== password))
			this.reply('535 5.7.8 bad credentials');
		else this.reply('235 2.7.0 welcome');
		return true;
	}

	/** As the providers do it: the reason of a refusal comes as a challenge, and the 535 after its answer. */
	private async loginByToken(
		line: string,
		{ mechanism, token }: NonNullable<ScriptedSmtpOptions['byToken']>,
	): Promise<boolean> {
		const [, how, said] = line.split(' ');
		this.world.note({ name: 'login' });
		if (how !== mechanism) {
			this.reply('504 5.5.4 unrecognized authentication type');
			return true;
		}
		if (
			Buffer.from(said ?? '', 'base64')
				.toString()
				.endsWith(`\x01auth=Bearer ${token}\x01\x01`)
		) {
			this.reply('235 2.7.0 welcome');
			return true;
		}
		this.reply(`334 ${Buffer.from('{"status":"401"}').toString('base64')}`);
		await this.line();
		this.reply('535 5.7.8 bad token');
		return true;
	}

	private recipientRefusal(): string | undefined {
		if (this.world.refusal?.at === 'rcpt') return this.world.refusal.line;
		switch (this.script) {
			case 'unknown550':
				return `550 5.1.1 <${this.to}>: Recipient address rejected: User unknown`;
			case 'grey450':
				return '450 4.2.0 Greylisted, see you later';
			case 'full552':
				return '552 5.2.2 mailbox full';
			default:
				return undefined;
		}
	}

	private async data(line: string): Promise<boolean> {
		this.world.note({ name: 'data', line, to: this.to });
		if (this.recipientRefusal() || this.from.startsWith('sender553')) {
			this.reply('554 5.5.1 no valid recipients');
			return true;
		}
		if (this.script === 'data421') {
			this.reply('421 4.3.2 shutting down');
			this.socket.end();
			return false;
		}
		if (this.script === 'hold354') await this.world.hold('354', this.to);
		if (this.script === 'slow') {
			this.socket.pause();
			setTimeout(() => this.socket.resume(), 200);
		}
		this.reply(this.script === 'data250' ? '250 2.0.0 send it' : '354 go on');
		const message = await this.message();
		if (message === undefined) return false;
		this.world.note({ name: 'dot', to: this.to });
		return this.settle(message);
	}

	/** Reads to the dot. Before it, the scripts that do not wait for it have their say. */
	private async message(): Promise<Buffer | undefined> {
		let begun = false;
		for (;;) {
			if (!begun && this.pending.length > 0) {
				begun = true;
				this.world.note({ name: 'body', to: this.to });
				if (this.script === 'early552') this.reply('552 5.3.4 too big for us');
				if (this.script === 'early250') this.reply('250 2.0.0 already fine');
				if (this.script === 'fin') this.socket.end();
				if (this.script === 'drop354') {
					this.socket.destroy();
					return undefined;
				}
			}
			const end = this.pending.indexOf('\r\n.\r\n');
			if (end >= 0) {
				const stuffed = this.pending.subarray(0, end + 2).toString('latin1');
				this.pending = this.pending.subarray(end + 5);
				return Buffer.from(stuffed.replace(/^\./gm, ''), 'latin1');
			}
			if (!(await this.more())) return undefined;
		}
	}

	/** Keeps or refuses the mail and answers, or not. */
	private async settle(bytes: Buffer): Promise<boolean> {
		const refusals: Partial<Record<string, string>> = {
			later451: '451 4.3.0 try later',
			big552: '552 5.3.4 too big',
			spam550: '550 5.7.1 looks like spam',
			odd354: '354 what?',
			early552: '554 5.5.1 told you',
		};
		const { refusal: all } = this.world;
		const refusal = all?.at === 'dot' ? all.line : refusals[this.script];
		if (refusal) {
			this.reply(refusal);
			return true;
		}
		if (this.script === 'partial550') {
			this.socket.end('550 5.7.1 no tha');
			return false;
		}
		if (this.script === 'heldreply') {
			await this.world.hold('reply', this.to);
			this.reply('451 4.3.0 try later');
			return true;
		}
		if (this.script === 'losedot') {
			this.socket.destroy();
			return false;
		}
		await this.world.keep(copyOf(bytes, this.from, this.to));
		if (this.script === 'dropdot') {
			this.socket.destroy();
			return false;
		}
		if (this.script === 'partial') {
			this.socket.end('250 2.0.');
			return false;
		}
		if (this.script === 'keeps421') {
			this.socket.end('421 4.3.0 service not available\r\n');
			return false;
		}
		if (this.script === 'holddot') await this.world.hold('reply', this.to);
		this.reply(`250 2.0.0 Ok: queued as ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`);
		return true;
	}
}

function copyOf(bytes: Buffer, from: string, to: string): Copy {
	const head = bytes
		.subarray(0, bytes.indexOf('\r\n\r\n'))
		.toString()
		.replace(/\r\n[ \t]+/g, ' ');
	const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1];
	return {
		messageId: header('Message-ID'),
		sendId: header('X-Refrain-Send'),
		hash: createHash('sha256').update(bytes).digest('hex'),
		bytes,
		from,
		to,
	};
}
