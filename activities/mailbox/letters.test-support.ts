import { randomBytes, randomUUID } from 'node:crypto';
import type { Recorded } from '#domain/inbound/record-inbound.ts';
import { takeWatch } from '#domain/mailboxes/take-watch.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { headerBlockOf } from '#mail/inbound/raw-headers.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { readingLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import type { Office } from '#tests/environment/office.ts';
import type { Watching } from './mailbox-deps.ts';
import type { ReadableHead } from './read-heads.ts';
import { takeInMail } from './take-in-mail.ts';
import { weighHeads, type Weighed } from './weigh-heads.ts';

/** A mail as a test writes it. */
export interface Letter {
	readonly from: string;
	readonly to?: string;
	readonly subject?: string;
	/** Before the fields that every mail has, as servers put theirs. */
	readonly above?: readonly string[];
	readonly fields?: readonly string[];
	readonly body?: string;
}

/** Its source; without a Message-ID of its own it gets one. */
export function sourceOf({
	from,
	to,
	subject = 'Re: Bonjour',
	above = [],
	fields = [],
	body,
}: Letter): Buffer {
	const id = fields.some((field) => /^message-id/i.test(field))
		? []
		: [`Message-ID: <${randomUUID()}@x.example>`];
	const own = [`From: ${from}`, `To: ${to ?? 'camille@cadrelune.example'}`, `Subject: ${subject}`];
	return Buffer.from(
		[...above, ...own, ...id, ...fields, '', body ?? 'Merci, parlons-en mardi.'].join('\r\n'),
	);
}

/** Mails as the watchers of an office's mailboxes weigh them and take them in. */
export class LetterBox {
	private readonly office: Office;
	/** Signs the tickets of issues. */
	readonly keys = aKeyRing();
	private readonly reader = createMailReader(readingLimits);
	private uid = 0;

	constructor(office: Office) {
		this.office = office;
	}

	close(): Promise<void> {
		return this.reader.close();
	}

	async watch(mailboxId = this.office.mailboxId): Promise<Watching> {
		return {
			deps: {
				database: this.office.database,
				envelopes: createEnvelopes(randomBytes(32)),
				config: { watch: { slots: 1, heartbeat: 1_000, proofFresh: 600_000 } },
				policy: { kind: 'real', allowedPrivateHosts: [] },
				unsubscribeKeys: this.keys,
				signInProviders: new Map(),
				reader: this.reader,
				logger: createLogger('test', { level: 'silent' }),
			},
			subscriptionId: this.office.subscriptionId,
			watch: (await this.office.tx((tx) => takeWatch(tx, mailboxId)))!,
			cursors: new Map(),
			knownSince: null,
			told: new Set(),
			answered: async () => {},
		};
	}

	/** Lets the step of a run leave, and answers its send, to whose Message-ID `<sendId>@cadrelune.example` mails may refer. */
	async leave(runId: string): Promise<string> {
		const { subscriptionId } = this.office;
		const sendId = await this.office.leave(runId);
		const messageIdKey = `${sendId}@cadrelune.example`;
		await this.office.tx(({ db }) =>
			db.sendIdentity.create({ data: { subscriptionId, messageIdKey, sendId } }),
		);
		return sendId;
	}

	/** A contact engaged whose first step left. */
	async engaged() {
		const run = await this.office.engaged();
		return { ...run, sendId: await this.leave(run.id) };
	}

	/** What its header is worth in a folder. */
	async weigh(watching: Watching, letter: Letter | Buffer, inSent = false): Promise<Weighed> {
		const head = await this.headOf(letter);
		return (await weighHeads(watching, [head], inSent)).get(head.uid)!;
	}

	async takeIn(
		watching: Watching,
		letter: Letter | Buffer,
		direction: 'in' | 'out' = 'in',
	): Promise<Recorded> {
		const source = Buffer.isBuffer(letter) ? letter : sourceOf(letter);
		const folder = direction === 'in' ? 'INBOX' : 'Sent';
		return takeInMail(watching, { folder, uidValidity: 1n, direction }, await this.headOf(source), source);
	}

	private async headOf(letter: Letter | Buffer): Promise<ReadableHead> {
		const source = Buffer.isBuffer(letter) ? letter : sourceOf(letter);
		const { head } = headerBlockOf(source);
		const receivedAt = await this.office.now();
		return { uid: ++this.uid, receivedAt, size: source.length, head, mail: parseHead(head) };
	}
}
