import { setTimeout as sleep } from 'node:timers/promises';
import { domainToASCII } from 'node:url';
import type { DeliveryFault, FaultCode } from '#mail/delivery/delivery-fault.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import { findInSent, withdrawEarlier, type ArmedDraft, type GraphMark } from './find-graph-evidence.ts';
import { GraphFailure, GraphRefusal, isGone, type GraphAnswer } from './graph-answer.ts';
import { GraphConnection, type GraphAccess } from './graph-connection.ts';
import { createDraft, readMail, sendPath, withdrawDraft, type GraphMail } from './graph-drafts.ts';
import { judgeGraphRefusal } from './judge-graph-refusal.ts';

/** One mail that leaves through Graph. */
export interface GraphDelivery extends GraphAccess {
	readonly mark: GraphMark;
	/** Went through `parseAddress` (mail/mime/address.ts). */
	readonly recipient: string;
	/** The frozen message. */
	readonly bytes: Buffer;
	/**
	 * The drafts that earlier attempts of this mail armed, should there have been any attempt: they, and every other draft of it, are
	 * taken back first. Undefined: this is the first attempt.
	 */
	readonly earlier: readonly ArmedDraft[] | undefined;
	/** Whether no later attempt of this mail has begun. One that slept meanwhile would take back the draft of its successor. */
	readonly isNewest: () => Promise<boolean>;
	/**
	 * The last gate, called once when the draft stands as it was meant. `true` commits that the mail may have left, with the draft as
	 * what its fate is known by: the request to send it follows at once. `false` or an error: it is never sent.
	 */
	readonly arm: (draft: ArmedDraft) => Promise<boolean>;
	/** Stops the conversation as long as sending was not asked for; afterwards it changes nothing. */
	readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one mail by Graph: makes a draft of the frozen bytes, reads it back, arms, asks to send that draft. The request to send is
 * the point of no return. Always answers, never throws; leaves no connection, and no draft that is certain not to leave
 * (docs/design/sending.md#graph).
 */
export async function deliverByGraph(delivery: GraphDelivery): Promise<Delivery> {
	const size = 4 * Math.ceil(delivery.bytes.length / 3);
	if (size > delivery.limits.mailAtMost)
		return { state: 'rejected', fault: { code: 'message-too-large', matter: 'message' } };
	const conversation = new Conversation(delivery);
	try {
		return await conversation.hold();
	} catch (error) {
		return conversation.judge(error);
	} finally {
		await conversation.end();
	}
}

/** A reason of our own to stop before the draft is sent. */
class Halt extends Error {
	readonly code: FaultCode;
	constructor(code: FaultCode) {
		super(code);
		this.code = code;
	}
}

class Conversation {
	private readonly delivery: GraphDelivery;
	private readonly connection: GraphConnection;
	/** Whether a draft may stand that nobody will send. */
	private leavesDraft = false;
	private draftId: string | undefined;
	private arming = false;
	private sending = false;

	constructor(delivery: GraphDelivery) {
		this.delivery = delivery;
		this.connection = new GraphConnection(delivery, delivery.limits.draftWithin, delivery.signal);
	}

	async hold(): Promise<Delivery> {
		const { connection } = this;
		const { mark, earlier, bytes, signal, limits } = this.delivery;
		if (earlier) {
			const copy = await this.takeBack(earlier);
			if (copy) return this.accepted(200, copy.messageId);
		}
		if (signal?.aborted) throw new Halt('stopped');
		this.leavesDraft = true;
		this.draftId = await createDraft(connection, bytes);
		const draft = await this.readBack(this.draftId);
		if (!draft) {
			const copy = await findInSent(connection, mark, undefined);
			if (copy) return this.accepted(200, copy.messageId);
			throw new Halt('draft-gone');
		}
		// From here to the request nothing else may have to be opened.
		await connection.open();
		await this.arm(draft);
		// In the same turn as the last look at signal, connection and clock.
		this.sending = true;
		this.leavesDraft = false;
		connection.beginAnew(limits.sendWithin);
		const answer = await connection.ask({
			method: 'POST',
			path: sendPath(draft.id),
			within: limits.sendWithin,
		});
		if (answer.status === 202) return this.accepted(202, draft.messageId);
		return this.refusedToSend(answer, draft);
	}

	/** What ended the conversation, as what is known about the mail. */
	judge(error: unknown): Delivery {
		const isOfDraft = this.leavesDraft && !this.draftId;
		if (error instanceof GraphRefusal) return this.judgeRefusal(error.answer, isOfDraft);
		// Nothing was made where nothing was asked.
		if (isOfDraft && error instanceof ConnectError) this.leavesDraft = false;
		const fault = faultOf(error);
		if (this.sending) return { state: 'uncertain', fault };
		return { state: this.arming ? 'disarmed' : 'deferred', fault };
	}

	/** @param isOfDraft whether Graph refused to make the draft: only that is a word about the mail. */
	private judgeRefusal(answer: GraphAnswer, isOfDraft: boolean): Delivery {
		const { verdict, fault, reply } = judgeGraphRefusal(answer);
		// Nothing was made where Graph refused to make it, unless it broke down over it.
		if (isOfDraft && answer.status < 500) this.leavesDraft = false;
		const words = { reply, ...waitOf(answer) };
		if (verdict === 'deferred' || isOfDraft) return { state: verdict, fault, ...words };
		const { replyCode } = fault;
		return { state: 'deferred', fault: { code: 'refused', matter: 'server', replyCode }, ...words };
	}

	/** Takes a draft back that is certain not to be sent; what fails here, the next attempt does. */
	async end(): Promise<void> {
		const { limits } = this.delivery;
		if (this.leavesDraft) {
			const { draftId, connection } = this;
			connection.beginAnew(limits.tidyWithin);
			const tidying = draftId ? withdrawDraft(connection, draftId) : this.takeBack([]);
			await tidying.catch(() => {});
		}
		this.connection.close();
	}

	/** All drafts of this mail, those too whose id nobody knows. */
	private async takeBack(earlier: readonly ArmedDraft[]) {
		const { mark, isNewest } = this.delivery;
		if (!(await isNewest())) throw new Halt('not-armed');
		return withdrawEarlier(this.connection, mark, earlier);
	}

	/** @returns undefined where the draft is gone already: a person deleted it, or sent it. @throws where it is not ours as we wrote it. */
	private async readBack(id: string): Promise<GraphMail | undefined> {
		const draft = await readMail(this.connection, id);
		if (!draft?.isDraft) return undefined;
		if (
			draft.recipients.length !== 1 ||
			comparable(draft.recipients[0]!) !== comparable(this.delivery.recipient)
		)
			throw new Halt('draft-altered');
		return draft;
	}

	private async arm({ id, messageId }: GraphMail): Promise<void> {
		const { arm, signal, limits } = this.delivery;
		// Both clocks start before the transaction is sent, as before the dot (docs/design/smtp-conversation.md).
		const monotonic = performance.now();
		const wall = Date.now();
		this.arming = true;
		const armed = await Promise.race([
			arm({ id, messageId }).catch(() => {
				throw new Halt('arm-unknown');
			}),
			sleep(limits.dotWithin, 'late' as const, { ref: false }),
		]);
		if (armed === 'late') throw new Halt('dot-too-late');
		if (!armed) throw new Halt('not-armed');
		if (signal?.aborted) throw new Halt('stopped');
		if (!this.connection.isOpen) throw new Halt('connection-lost');
		if (Math.max(performance.now() - monotonic, Date.now() - wall) > limits.dotWithin)
			throw new Halt('dot-too-late');
	}

	/**
	 * Graph said no to the request to send. It says so of some mails that leave all the same, so that nothing counts as refused before
	 * its draft was taken back.
	 */
	private async refusedToSend(answer: GraphAnswer, draft: GraphMail): Promise<Delivery> {
		const { verdict, fault, reply } = judgeGraphRefusal(answer);
		if (isGone(answer)) return { state: 'uncertain', fault: { code: 'draft-gone', matter: 'server' }, reply };
		const words = { fault, reply, ...waitOf(answer) };
		if (answer.status < 400 || answer.status >= 500) return { state: 'uncertain', ...words };
		// Nobody who is not known is listened to, and nothing can be taken back by this token: the next attempt does.
		if (answer.status === 401) return { state: verdict, ...words };
		const { mark, limits } = this.delivery;
		try {
			if (fault.code === 'too-fast') await sleep(limits.settleWithin);
			this.connection.beginAnew(limits.tidyWithin);
			if ((await withdrawDraft(this.connection, draft.id)) !== 'withdrawn')
				return { state: 'uncertain', ...words };
			const copy = await findInSent(this.connection, mark, draft);
			return copy ? this.accepted(200, copy.messageId) : { state: verdict, ...words };
		} catch {
			return { state: 'uncertain', ...words };
		}
	}

	private accepted(status: number, messageId: string | undefined): Delivery {
		const isOurs = messageId === undefined || messageId === this.delivery.mark.messageId;
		return { state: 'accepted', reply: String(status), ...(isOurs ? {} : { serverMessageId: messageId }) };
	}
}

const OURS: ReadonlySet<FaultCode> = new Set(['stopped', 'not-armed', 'arm-unknown', 'dot-too-late']);

/** Where Graph lies is the installation's matter: no fault of the way to it is one of a mailbox. */
function faultOf(error: unknown): DeliveryFault {
	const code = errorCodeOf(error);
	return { code, matter: OURS.has(code) ? 'ours' : 'server' };
}

function errorCodeOf(error: unknown): FaultCode {
	if (error instanceof ConnectError && error.code === 'aborted') return 'stopped';
	if (error instanceof ConnectError || error instanceof GraphFailure || error instanceof Halt)
		return error.code;
	return 'protocol';
}

const waitOf = ({ retryAfter }: GraphAnswer) => (retryAfter === undefined ? {} : { retryAfter });

/** The same for a domain in A-labels and in letters. */
function comparable(address: string): string {
	const at = address.lastIndexOf('@');
	return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`.toLowerCase();
}
