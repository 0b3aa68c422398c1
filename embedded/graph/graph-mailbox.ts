import {
	newIds,
	newMessageId,
	storedMessageOf,
	withMessageId,
	type GraphFolder,
	type StoredMessage,
} from './graph-message.ts';

/** What may differ from one tenant, or one year, to the next. */
export interface MailboxHabits {
	/** Whether the provider puts a Message-ID of its own in the place of ours, and when. */
	readonly replacesMessageId: 'never' | 'in-drafts' | 'when-sent';
	/**
	 * Whether the immutable id of a draft is the one of its copy in Sent Items. The documentation says both ("Obtain immutable
	 * identifiers", and "Use the Outlook mail REST API").
	 */
	readonly keepsImmutableIds: boolean;
	/** Whether a mail that was accepted lies in Drafts until `submit` is called. */
	readonly submitsLater: boolean;
}

/** A mail that left a mailbox. */
export interface SubmittedMail {
	readonly from: string;
	readonly to: readonly string[];
	/** Without its Bcc. */
	readonly bytes: Buffer;
}

/** One mailbox: its drafts, what it sent, what was deleted. */
export class GraphMailbox {
	readonly address: string;
	private readonly habits: MailboxHabits;
	private readonly handOn: (mail: SubmittedMail) => Promise<void> | void;
	private messages: StoredMessage[] = [];
	private accepted: StoredMessage[] = [];

	constructor(address: string, habits: MailboxHabits, handOn: (mail: SubmittedMail) => Promise<void> | void) {
		this.address = address;
		this.habits = habits;
		this.handOn = handOn;
	}

	in(folder: GraphFolder): StoredMessage[] {
		return this.messages.filter((message) => message.folder === folder);
	}

	/** By either of its ids. */
	find(id: string): StoredMessage | undefined {
		return this.messages.find((message) => message.id === id || message.immutableId === id);
	}

	async create(bytes: Buffer): Promise<StoredMessage> {
		const message = await storedMessageOf(bytes);
		if (this.habits.replacesMessageId === 'in-drafts') this.rename(message);
		this.messages.push(message);
		return message;
	}

	/** To the deleted items; from there for good. */
	delete(message: StoredMessage): void {
		if (message.folder === 'deleteditems') this.remove(message);
		else this.move(message, 'deleteditems');
		this.accepted = this.accepted.filter((one) => one !== message);
	}

	/** Sends a draft, at once or with the next `submit`. */
	async send(message: StoredMessage): Promise<void> {
		this.accepted.push(message);
		if (!this.habits.submitsLater) await this.submit();
	}

	/** What was accepted leaves: its draft goes, and a copy of it comes to Sent Items. */
	async submit(): Promise<void> {
		for (const message of this.accepted.splice(0)) {
			if (this.habits.replacesMessageId === 'when-sent') this.rename(message);
			this.move(message, 'sentitems');
			if (!this.habits.keepsImmutableIds) message.immutableId = newIds().immutableId;
			message.isDraft = false;
			const { to, cc, bcc, bytes } = message;
			await this.handOn({ from: this.address, to: [...to, ...cc, ...bcc], bytes: withoutBcc(bytes) });
		}
	}

	/** What moves has another id from then on. */
	private move(message: StoredMessage, folder: GraphFolder): void {
		message.folder = folder;
		message.id = newIds().id;
	}

	private remove(message: StoredMessage): void {
		this.messages = this.messages.filter((one) => one !== message);
	}

	private rename(message: StoredMessage): void {
		message.messageId = newMessageId();
		message.bytes = withMessageId(message.bytes, message.messageId);
	}
}

function withoutBcc(bytes: Buffer): Buffer {
	const end = bytes.indexOf('\r\n\r\n') + 2;
	const head = bytes.subarray(0, end).toString('latin1');
	return Buffer.concat([
		Buffer.from(head.replace(/^Bcc:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*/gim, ''), 'latin1'),
		bytes.subarray(end),
	]);
}
