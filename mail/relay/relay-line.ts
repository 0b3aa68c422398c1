import { classifyLoss } from '#mail/smtp/classify.ts';
import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import { DATA, envelopeOf } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import type { Job, RefusedAt } from './job.ts';
import { LINE_FAULTS } from './line-faults.ts';
import type { LineOwner } from './line-owner.ts';
import { staysBehind } from './opened-line.ts';
import type { OpenedLine } from './opened-line.ts';
import { ReplyReader } from './reply-reader.ts';

type Awaited = 'mail' | 'rcpt' | 'data' | 'dot' | 'reset' | 'quit';

const DOT = '.\r\n';
/**
 * Octets that leave in one write with their dot: what the system takes of a connection on which nothing is under way, and one
 * record of TLS. Of a longer mail the body leaves first, so that its dot never waits in this process.
 */
const ONE_WRITE = 15_000;
/** Milliseconds of an answer to a dot after which the next envelope is not sent along: it would wait too long behind it. */
const SLOW_ANSWER = 2_000;
/** Milliseconds for the answer to QUIT, which changes nothing. */
const QUIT_WITHIN = 2_000;

/**
 * One kept connection. Where the relay offers PIPELINING, MAIL, RCPT and DATA are one write, and the dot is another with the
 * next mail's commands (RFC 2920); else each waits for the answer to the one before. Answers are counted by command.
 *
 * A dot is written in the turn of its 354 (RFC 5321 4.1.1.4) or of the last octet of a long body leaving this process,
 * after `mayNotLeave` was asked. Should the system not take it in this turn, the connection is destroyed.
 */
export class RelayLine {
	/** Mails that were begun here, and those whose dot was answered. */
	begun = 0;
	answered = 0;
	private readonly opened: OpenedLine;
	private readonly owner: LineOwner;
	private readonly pipelines: boolean;
	private readonly awaited: Awaited[] = [];
	/** The mail whose dot was answered by nothing yet, and when it was written. */
	private dotted: Job | undefined;
	private dottedAt = 0;
	private answersSlowly = false;
	/** The mail whose envelope or body is under way. */
	private current: Job | undefined;
	private envelope: Envelope | undefined;
	private refusal: { readonly at: RefusedAt; readonly words: string } | undefined;
	/** A mail was refused within its transaction: the server must forget it first. */
	private resets = false;
	/** Ends as soon as the dot is answered. */
	private ends = false;
	private quitAt = 0;
	private isGone = false;

	constructor(opened: OpenedLine, pipelines: boolean, owner: LineOwner) {
		this.opened = opened;
		this.owner = owner;
		this.pipelines = pipelines && opened.offers.pipelining;
		const { socket } = opened;
		const reader = new ReplyReader((code, words, isLast) => this.heard(code, words, isLast));
		socket.on('error', (error) => this.lost(classifyLoss(error)));
		socket.on('close', () => this.lost(LINE_FAULTS.cut));
		socket.on('data', (chunk: Buffer) => {
			if (!this.isGone && !reader.read(chunk)) this.lost(LINE_FAULTS.protocol);
		});
		socket.resume();
	}

	get isIdle(): boolean {
		return !this.isGone && !this.ends && this.awaited.length === 0 && !this.current;
	}

	/** Begins the next mail, if there is one. */
	begin(): void {
		while (this.isIdle) {
			const job = this.owner.next(this);
			if (!job) return;
			const commands = this.commandsFor(job);
			if (commands === undefined) continue;
			this.write(commands);
		}
	}

	/** Looks at the clocks of what is under way. */
	look(now: number, replyWithin: number): void {
		if (this.dotted && now - this.dottedAt > replyWithin) return this.lost(LINE_FAULTS.silent);
		if (this.quitAt > 0 && now - this.quitAt > QUIT_WITHIN) return this.lost(LINE_FAULTS.silent);
		const fault = this.current && this.owner.mayNotLeave(this.current);
		if (!fault) return;
		const job = this.current!;
		this.current = undefined;
		this.ends = true;
		this.owner.givenBack(job, fault);
		this.endAfterDot();
	}

	/** Begins nothing more, and leaves once its dot is answered. */
	quit(): void {
		if (this.isGone || this.awaited.includes('quit')) return;
		if (!this.isIdle) return this.endAfterDot();
		this.awaited.push('quit');
		this.quitAt = performance.now();
		this.opened.socket.end('QUIT\r\n');
	}

	/** Ends at once; what becomes of its mails is told. */
	destroy(fault: DeliveryFault): void {
		this.lost(fault);
	}

	private endAfterDot(): void {
		this.ends = true;
		if (!this.dotted) this.lost(LINE_FAULTS.stopped);
	}

	/** Takes a mail on; undefined where it cannot be sent here. */
	private commandsFor(job: Job): string | undefined {
		const envelope = envelopeOf(job.mail, this.opened.offers);
		if (typeof envelope === 'string') {
			const matter = envelope === 'message-too-large' ? 'message' : 'recipient';
			this.owner.impossible(job, { code: envelope, matter });
			return undefined;
		}
		this.begun += 1;
		this.current = job;
		this.envelope = envelope;
		this.refusal = undefined;
		const reset = this.resets ? 'RSET\r\n' : '';
		if (this.resets) this.awaited.push('reset');
		this.resets = false;
		if (!this.pipelines) {
			if (reset) return reset;
			this.awaited.push('mail');
			return envelope.mail;
		}
		this.awaited.push('mail', 'rcpt', 'data');
		return reset + envelope.mail + envelope.rcpt + DATA;
	}

	private write(commands: string): void {
		this.opened.socket.write(commands, this.envelope!.encoding);
	}

	/** @returns false when nothing more is to be read here. */
	private heard(code: number, words: string, isLast: boolean): boolean {
		const awaited = this.awaited.shift();
		if (code === 421) this.closing(awaited, words);
		else if (awaited === undefined) this.heardUnasked(code, words);
		else if (awaited === 'dot') this.heardOfDot(code, words);
		else if (awaited === 'data') this.heardOfData(code, words, isLast);
		else if (awaited === 'quit') this.lost(LINE_FAULTS.stopped);
		else this.heardOfCommand(awaited, code, words);
		return !this.isGone;
	}

	/** A refusal may come while a long body leaves; the connection is of no use after it, whatever it was. */
	private heardUnasked(code: number, words: string): void {
		const job = this.current;
		if (job && code >= 400) {
			this.current = undefined;
			this.ends = true;
			this.owner.refused(job, 'data', words, this);
		}
		this.lost(LINE_FAULTS.protocol);
	}

	private heardOfDot(code: number, words: string): void {
		const job = this.dotted!;
		if (code < 400 && !isYes(code)) return this.lost(LINE_FAULTS.protocol);
		this.dotted = undefined;
		this.answered += 1;
		this.answersSlowly = performance.now() - this.dottedAt > SLOW_ANSWER;
		if (code < 400) this.owner.accepted(job, words);
		else this.owner.refused(job, 'dot', words, this);
		if (this.ends) this.lost(LINE_FAULTS.stopped);
		else this.begin();
	}

	private heardOfCommand(awaited: 'mail' | 'rcpt' | 'reset', code: number, words: string): void {
		if (code < 400 && !isYes(code)) return this.lost(LINE_FAULTS.protocol);
		if (code >= 400 && awaited !== 'reset') this.refusal ??= { at: awaited, words };
		if (this.pipelines) return;
		if (this.refusal) return this.refuse();
		this.awaited.push(awaited === 'reset' ? 'mail' : awaited === 'mail' ? 'rcpt' : 'data');
		this.write(awaited === 'reset' ? this.envelope!.mail : awaited === 'mail' ? this.envelope!.rcpt : DATA);
	}

	private heardOfData(code: number, words: string, isLast: boolean): void {
		if (code !== 354) {
			if (code < 400) return this.lost(LINE_FAULTS.protocol);
			this.refusal ??= { at: 'data', words };
			return this.refuse();
		}
		if (this.refusal) {
			// It waits for a mail that nobody is to get: only its end takes that back.
			const job = this.current!;
			this.current = undefined;
			this.ends = true;
			this.owner.refused(job, this.refusal.at, this.refusal.words, this);
			return this.lost(LINE_FAULTS.stopped);
		}
		if (!isLast) return this.lost(LINE_FAULTS.early);
		this.writeMail();
	}

	private refuse(): void {
		const job = this.current!;
		const { at, words } = this.refusal!;
		this.current = undefined;
		this.resets = at !== 'mail' || words.startsWith('503');
		this.owner.refused(job, at, words, this);
		this.begin();
	}

	private writeMail(): void {
		const job = this.current!;
		const { socket } = this.opened;
		const { bytes } = job.mail;
		if (bytes.length <= ONE_WRITE && socket.writableLength === 0) return this.writeDot(job, bytes);
		socket.write(bytes, () => {
			if (this.current === job && !this.isGone) this.writeDot(job);
		});
	}

	/** The point of no return: nothing waits between the last look and the write. */
	private writeDot(job: Job, body?: Buffer): void {
		const fault = this.owner.mayNotLeave(job);
		const { socket, tcp } = this.opened;
		if (fault || socket.destroyed || !socket.writable || socket.readableEnded) {
			this.current = undefined;
			this.ends = true;
			this.owner.givenBack(job, fault ?? LINE_FAULTS.cut);
			return this.lost(LINE_FAULTS.early);
		}
		this.current = undefined;
		this.dotted = job;
		this.dottedAt = performance.now();
		this.awaited.push('dot');
		const next = this.pipelines && !this.answersSlowly && !this.ends ? this.nextCommands() : '';
		const encoding = this.current ? this.envelope!.encoding : 'latin1';
		if (body) {
			socket.cork();
			socket.write(body);
		}
		socket.write(DOT + next, encoding);
		if (body) socket.uncork();
		const behind = staysBehind(tcp);
		// Of a record of TLS that is not whole nothing can be read; in clear the dot stands before the next commands.
		if (behind > 0 && (socket !== tcp || behind > Buffer.byteLength(next))) this.dotStaysBehind(job);
	}

	private nextCommands(): string {
		for (;;) {
			const job = this.owner.next(this);
			if (!job) return '';
			const commands = this.commandsFor(job);
			if (commands !== undefined) return commands;
		}
	}

	private dotStaysBehind(job: Job): void {
		this.opened.socket.destroy();
		this.opened.tcp.destroy();
		this.dotted = undefined;
		this.ends = true;
		this.owner.givenBack(job, LINE_FAULTS.silent);
		this.lost(LINE_FAULTS.silent);
	}

	/** 421: it closes, whatever was asked (RFC 5321 4.2.1). */
	private closing(awaited: Awaited | undefined, words: string): void {
		this.ends = true;
		const isOfDot = awaited === 'dot';
		const job = isOfDot ? this.dotted! : this.current;
		if (isOfDot) this.dotted = undefined;
		else this.current = undefined;
		if (job) this.owner.refused(job, isOfDot ? 'dot' : placeOf(awaited), words, this);
		this.lost({ code: 'server-later', matter: 'server', replyCode: 421 }, words);
	}

	private lost(fault: DeliveryFault, words?: string): void {
		if (this.isGone) return;
		this.isGone = true;
		this.opened.socket.destroy();
		this.opened.tcp.destroy();
		const { dotted, current } = this;
		this.dotted = this.current = undefined;
		if (dotted) this.owner.unknown(dotted, fault);
		if (current) this.owner.givenBack(current, fault, words);
		this.owner.gone(this, fault);
	}
}

/** A command was taken (RFC 5321 4.2.3); 220, 221 and 235 answer something else. */
const isYes = (code: number): boolean => code >= 250 && code < 260;

function placeOf(awaited: Awaited | undefined): RefusedAt {
	return awaited === 'rcpt' || awaited === 'data' ? awaited : 'mail';
}
