import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionOptions, SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import type { Credentials } from '#mail/credentials.ts';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { classifyLoss, classifyReply, withoutAddresses } from './classify.ts';
import type { SmtpStage } from './classify.ts';
import { bodyHasLeft, offers, socketOf } from './nodemailer-internals.ts';
import type { FaultCode, SmtpFault } from './smtp-fault.ts';
import { signIn, signInOptions } from './smtp-sign-in.ts';

/** Milliseconds of wall clock. Their sum stays below an activity of 15 minutes (docs/design/sending.md). */
export interface DeliveryLimits {
	/** DNS, TCP and, where it comes first, TLS. */
	readonly connectWithin: number;
	/** From the open connection to the end of the greeting, EHLO and STARTTLS. */
	readonly greetWithin: number;
	readonly loginWithin: number;
	/** MAIL, RCPT, DATA, and the body leaving our buffers. */
	readonly bodyWithin: number;
	/** From before the arm transaction is sent to the final dot. */
	readonly dotWithin: number;
	/** RFC 5321 4.5.3.2.6 asks for ten minutes. */
	readonly replyWithin: number;
}

export const DELIVERY_LIMITS: DeliveryLimits = {
	connectWithin: 20_000,
	greetWithin: 20_000,
	loginWithin: 45_000,
	bodyWithin: 180_000,
	dotWithin: 5_000,
	replyWithin: 600_000,
};

export interface DeliveryRequest {
	readonly server: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
	readonly policy: NetworkPolicy;
	readonly credentials: Credentials | undefined;
	/** What we call ourselves in EHLO: the domain of the sending mailbox. */
	readonly clientName: string;
	/** One recipient a mail. Both addresses went through `parseAddress` (mail/mime/address.ts). */
	readonly envelope: { readonly from: string; readonly to: string; readonly envelopeId: string };
	/** The frozen message: CRLF only, CRLF at the end. */
	readonly bytes: Buffer;
	/**
	 * The last gate, called once when every byte but the final dot has left us. `true` commits that the mail may
	 * have left: the dot follows at once. `false` or an error: it is never written.
	 */
	readonly arm: () => Promise<boolean>;
	/** Stops the conversation as long as the dot is not written; afterwards it changes nothing. */
	readonly signal?: AbortSignal;
	readonly limits?: DeliveryLimits;
}

/**
 * How a delivery ended, each with what the caller may rely on:
 *
 * - `accepted`: the server holds the mail.
 * - `rejected`: it refused this mail for good; no copy exists.
 * - `deferred`: it was not taken, and no copy exists; it may be tried again.
 * - `deferred-after-dot`: the final dot was answered with a 4xx. The server says that it was not taken, and some keep it all
 *   the same: it may be tried again a few times, and a copy is looked for before.
 * - `disarmed`: `arm` was called (it may have committed) and the dot was certainly never written; safe to try again.
 * - `uncertain`: the dot was written and no reply came. Never to be repeated without evidence.
 *
 * `reply` is what the server said, without addresses.
 */
export type Delivery =
	| { readonly state: 'accepted'; readonly reply: string; readonly serverMessageId?: string }
	| Undelivered<'rejected'>
	| Undelivered<'deferred'>
	| Undelivered<'deferred-after-dot'>
	| Undelivered<'disarmed'>
	| Undelivered<'uncertain'>;

interface Undelivered<State extends string> {
	readonly state: State;
	readonly fault: SmtpFault;
	readonly reply?: string;
}

/**
 * Holds one SMTP conversation for one mail: connect through the guard, log in, stream the body, arm, dot, reply.
 *
 * The final dot is the point of no return: it is written in the same tick as the last look at signal, socket, early
 * replies and clock. Always answers, never throws; leaves no socket behind (docs/design/smtp-conversation.md).
 */
export async function deliver(request: DeliveryRequest): Promise<Delivery> {
	const conversation = new Conversation(request);
	try {
		const info = await conversation.hold();
		return {
			state: 'accepted',
			reply: withoutAddresses(info.response),
			...(info.serverMessageId ? { serverMessageId: info.serverMessageId } : {}),
		};
	} catch (error) {
		return conversation.judge(error);
	} finally {
		conversation.destroy();
	}
}

/** A reason of our own to stop before the dot. */
class Halt extends Error {
	readonly code: FaultCode;
	constructor(code: FaultCode) {
		super(code);
		this.code = code;
	}
}

/** What nodemailer puts on its errors. */
interface SmtpError extends Error {
	readonly code?: string;
	readonly command?: string;
	readonly response?: string;
}

class Conversation {
	private readonly request: DeliveryRequest;
	private readonly limits: DeliveryLimits;
	private connection: SMTPConnection | undefined;
	private stage: SmtpStage = 'connect';
	private arming = false;
	private dotWritten = false;
	/** Set as soon as the server answered the message, however early. */
	private answer: SmtpError | SMTPConnectionSendInfo | undefined;
	/** Rejects when the connection is lost or the caller stops us: every step races against it. */
	private readonly lost: Promise<never>;
	private lose!: (reason: unknown) => void;
	private readonly onAbort = () => this.abort();

	constructor(request: DeliveryRequest) {
		this.request = request;
		this.limits = request.limits ?? DELIVERY_LIMITS;
		this.lost = new Promise((_, reject) => (this.lose = reject));
		this.lost.catch(() => {});
		request.signal?.addEventListener('abort', this.onAbort);
		if (request.signal?.aborted) this.abort();
	}

	async hold(): Promise<SMTPConnectionSendInfo> {
		const { credentials, envelope, bytes } = this.request;
		this.connection = await this.open();
		// Without a listener of its own an 'error' ends the process, even where a callback was given.
		this.connection.on('error', (error) => this.lose(error));
		await this.step(this.limits.greetWithin, (done) => this.connection!.connect(done));
		if (credentials) {
			this.stage = 'login';
			await this.step(this.limits.loginWithin, (done) => signIn(this.connection!, credentials, done));
		}
		this.stage = 'mail';
		// nodemailer would send the raw UTF-8 address all the same.
		if (/[^\x20-\x7e]/.test(envelope.from + envelope.to) && !offers(this.connection, 'SMTPUTF8')) {
			throw new Halt('smtputf8-missing');
		}
		const body = new Readable({ read() {} });
		body.on('error', () => {});
		const reply = this.send(body);
		body.push(bytes);
		await this.race(
			Promise.race([
				reply.then(() => Promise.reject(new Halt('early-reply'))),
				this.until(() => bodyHasLeft(this.connection!, bytes.length), this.limits.bodyWithin),
			]),
		);
		await this.armAndDot(body);
		this.stage = 'dot';
		return await limited(reply, this.limits.replyWithin, 'server-silent');
	}

	/** Turns what ended the conversation into what is known about the mail. */
	judge(error: unknown): Delivery {
		const failed = error as SmtpError;
		// An early refusal may have been noticed only after arm: its words are kept.
		const reply = failed.response ?? (this.answer instanceof Error ? this.answer.response : undefined);
		const words = reply === undefined ? {} : { reply: withoutAddresses(reply) };
		if (reply !== undefined && /^[45]\d\d/.test(reply)) {
			const { verdict, fault } = classifyReply(reply, this.stageOf(failed));
			if (this.arming && !this.dotWritten) return { state: 'disarmed', fault, ...words };
			if (verdict === 'accepted') return { state: 'accepted', reply: withoutAddresses(reply) };
			const mayBeKept = verdict === 'deferred' && this.dotWritten && reply.startsWith('4');
			return { state: mayBeKept ? 'deferred-after-dot' : verdict, fault, ...words };
		}
		const fault: SmtpFault =
			reply === undefined ? this.faultOf(failed) : { code: 'protocol', matter: 'server' };
		if (this.dotWritten) return { state: 'uncertain', fault, ...words };
		if (this.arming) return { state: 'disarmed', fault, ...words };
		const never = fault.matter === 'message' || fault.matter === 'recipient';
		return { state: never ? 'rejected' : 'deferred', fault, ...words };
	}

	destroy(): void {
		this.request.signal?.removeEventListener('abort', this.onAbort);
		const socket = this.connection && socketOf(this.connection);
		this.connection?.close();
		socket?.destroy();
	}

	private async open(): Promise<SMTPConnection> {
		const { server, policy, clientName, signal } = this.request;
		const until = performance.now() + this.limits.connectWithin;
		const left = () => Math.max(1, until - performance.now());
		const target = await this.race(
			limited(resolveGuarded(server.host, server.port, policy), left(), 'dns-unavailable'),
		);
		const tcp = await openTcp(target, left(), signal);
		const tls = server.security === 'tls';
		const options: SMTPConnectionOptions = {
			// The real host even with a socket of our own: nodemailer reads the server's Message-ID by it.
			host: target.host,
			port: target.port,
			name: clientName,
			connection: tls ? await secureSocket(tcp, target, left(), signal) : tcp,
			secure: tls,
			...(tls ? { secured: true } : { requireTLS: true }),
			...signInOptions(this.request.credentials),
			tls: target.tls,
			connectionTimeout: this.limits.greetWithin,
			greetingTimeout: this.limits.greetWithin,
			// Our own limits end each step; this one only catches what they would miss.
			socketTimeout: this.limits.replyWithin + 30_000,
			// close() would otherwise flush what is still buffered.
			socketCloseTimeout: 0,
		};
		return new SMTPConnection(options);
	}

	/** Starts MAIL, RCPT, DATA and the body; the promise settles with the server's answer to the message. */
	private send(body: Readable): Promise<SMTPConnectionSendInfo> {
		const { envelope, bytes } = this.request;
		const reply = this.race(
			new Promise<SMTPConnectionSendInfo>((resolve, reject) => {
				// nodemailer writes into the envelope: a fresh object each time.
				const fresh = {
					from: envelope.from,
					to: [envelope.to],
					size: bytes.length,
					dsn: {
						envid: envelope.envelopeId,
						ret: 'HDRS',
						notify: ['FAILURE', 'DELAY'],
						recipient: envelope.to,
					},
				};
				this.connection!.send(fresh, body, (error, info) => {
					this.answer = (error as SmtpError | null) ?? info;
					if (error) reject(error);
					else resolve(info!);
				});
			}),
		);
		reply.catch(() => {});
		return reply;
	}

	private async armAndDot(body: Readable): Promise<void> {
		// Both clocks start before the transaction is sent, so that a held COMMIT or a frozen process counts. The
		// monotonic one may stand still while a laptop sleeps, the other may be set: the larger difference decides.
		const monotonic = performance.now();
		const wall = Date.now();
		this.arming = true;
		const armed = await this.race(
			limited(armOrUnknown(this.request.arm), this.limits.dotWithin, 'dot-too-late'),
		);
		// From here to push(null) nothing may wait: one tick later a destroyed socket has already sent the dot.
		if (!armed) throw new Halt('not-armed');
		if (this.request.signal?.aborted) throw new Halt('stopped');
		const socket = socketOf(this.connection!);
		if (this.answer || !socket || socket.destroyed || socket.readableEnded || !socket.writable) {
			throw new Halt('early-reply');
		}
		if (Math.max(performance.now() - monotonic, Date.now() - wall) > this.limits.dotWithin) {
			throw new Halt('dot-too-late');
		}
		this.dotWritten = true;
		body.push(null);
	}

	private abort(): void {
		if (!this.dotWritten) this.lose(new Halt('stopped'));
	}

	private race<T>(work: Promise<T>): Promise<T> {
		return Promise.race([this.lost, work]);
	}

	private step<T>(within: number, run: (done: (error?: Error | null, value?: T) => void) => void) {
		const work = new Promise<T | undefined>((resolve, reject) =>
			run((error, value) => (error ? reject(error) : resolve(value))),
		);
		return this.race(limited(work, within, 'server-silent'));
	}

	/** Looks every two milliseconds: neither stream nor socket tells when both are empty. */
	private async until(reached: () => boolean, within: number): Promise<void> {
		const end = performance.now() + within;
		while (!reached()) {
			if (performance.now() > end) throw new Halt('server-silent');
			await Promise.race([this.lost, sleep(2)]);
		}
	}

	private stageOf(error: SmtpError): SmtpStage {
		if (error.code === 'EAUTH') return 'login';
		if (error.command === 'RCPT TO') return 'rcpt';
		if (error.command === 'MAIL FROM') return 'mail';
		if (error.command === 'DATA') return this.dotWritten ? 'dot' : 'data';
		return this.stage === 'mail' ? 'data' : this.stage;
	}

	private faultOf(error: SmtpError): SmtpFault {
		if (error instanceof Halt) {
			const matter = {
				'smtputf8-missing': 'recipient',
				'server-silent': 'server',
				'dns-unavailable': 'server',
				'early-reply': 'server',
			} as const;
			return { code: error.code, matter: matter[error.code as keyof typeof matter] ?? 'ours' };
		}
		if (error.code === 'EMESSAGE' && error.command === 'MAIL FROM')
			return { code: 'message-too-large', matter: 'message' };
		if (error.code === 'EENVELOPE' && error.command === 'API')
			return { code: 'address-invalid', matter: 'recipient' };
		return classifyLoss(error);
	}
}

/** An arm that failed may have committed all the same; it is told apart from one that refused. */
async function armOrUnknown(arm: () => Promise<boolean>): Promise<boolean> {
	try {
		return await arm();
	} catch {
		throw new Halt('arm-unknown');
	}
}

async function limited<T>(work: Promise<T>, within: number, code: FaultCode): Promise<T> {
	work.catch(() => {});
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Halt(code)), within);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
