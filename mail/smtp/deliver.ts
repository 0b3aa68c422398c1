import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionOptions, SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import { withoutAddresses } from './classify.ts';
import type { SmtpStage } from './classify.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import { DELIVERY_LIMITS } from './delivery-request.ts';
import type { DeliveryLimits, DeliveryRequest } from './delivery-request.ts';
import { Halt, limited } from './stop-before-dot.ts';
import { judgeDelivery } from './judge-delivery.ts';
import type { ConversationState, SmtpError } from './judge-delivery.ts';
import { bodyHasLeft, offers, socketOf } from './nodemailer-internals.ts';
import { signIn, signInOptions } from './smtp-sign-in.ts';

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
		return judgeDelivery(error, conversation);
	} finally {
		conversation.destroy();
	}
}

class Conversation implements ConversationState {
	private readonly request: DeliveryRequest;
	private readonly limits: DeliveryLimits;
	private connection: SMTPConnection | undefined;
	stage: SmtpStage = 'connect';
	arming = false;
	dotWritten = false;
	/** Set as soon as the server answered the message, however early. */
	answer: SmtpError | SMTPConnectionSendInfo | undefined;
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
			connection: tls ? await secureSocket(tcp, target, left(), signal, 'resume') : tcp,
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
}

/** An arm that failed may have committed all the same; it is told apart from one that refused. */
async function armOrUnknown(arm: () => Promise<boolean>): Promise<boolean> {
	try {
		return await arm();
	} catch {
		throw new Halt('arm-unknown');
	}
}
