import { createHash, randomBytes } from 'node:crypto';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';

/** A folder of a mailbox by its well-known name. */
export type GraphFolder = 'drafts' | 'sentitems' | 'deleteditems';

/** A mail of a mailbox, as Graph keeps it. */
export interface StoredMessage {
	/** The id that changes where the mail moves, and the one that does not. */
	id: string;
	immutableId: string;
	folder: GraphFolder;
	isDraft: boolean;
	/** What `internetMessageId` says. */
	messageId: string;
	bytes: Buffer;
	readonly subject: string;
	readonly from: readonly string[];
	readonly to: readonly string[];
	readonly cc: readonly string[];
	readonly bcc: readonly string[];
	/** Fields of its header that begin with `X-`, as they were written. */
	readonly headers: ReadonlyMap<string, string>;
	readonly createdAt: Date;
}

/** Reads a mail as Graph does where a draft is made of MIME. */
export async function storedMessageOf(bytes: Buffer): Promise<StoredMessage> {
	const parsed = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true });
	return {
		...newIds(),
		folder: 'drafts',
		isDraft: true,
		messageId: parsed.messageId ?? newMessageId(),
		bytes,
		subject: parsed.subject ?? '',
		from: addressesOf(parsed.from),
		to: addressesOf(parsed.to),
		cc: addressesOf(parsed.cc),
		bcc: addressesOf(parsed.bcc),
		headers: customHeaders(parsed),
		createdAt: new Date(),
	};
}

/** New ids, with the characters that real ones have. */
export function newIds(): { id: string; immutableId: string } {
	const random = (bytes: number) => randomBytes(bytes).toString('base64url');
	return { id: `AAMkA${random(84)}AAA=`, immutableId: `AAkALg${random(60)}AA=` };
}

/** A Message-ID as Exchange Online gives it. */
export function newMessageId(): string {
	const host = randomBytes(4).toString('hex').toUpperCase();
	return `<${randomBytes(9).toString('hex').toUpperCase()}@${host}.eurprd01.prod.outlook.com>`;
}

/** The mail under another Message-ID; ours stays in a field of Microsoft's (docs/design/reply-detection.md#rewritten-ids). */
export function withMessageId(bytes: Buffer, messageId: string): Buffer {
	const text = bytes.toString('latin1');
	const renamed = text.replace(
		/^Message-ID:([^\r\n]*)\r\n/im,
		(_, before: string) => `Message-ID: ${messageId}\r\nX-Microsoft-Original-Message-ID:${before}\r\n`,
	);
	return Buffer.from(renamed, 'latin1');
}

/** What a GET answers of a mail. */
export function resourceOf(message: StoredMessage, id: string): Record<string, unknown> {
	const changeKey = createHash('sha256').update(message.id).digest('base64').slice(0, 40);
	const at = message.createdAt.toISOString();
	return {
		'@odata.etag': `W/"${changeKey}"`,
		id,
		createdDateTime: at,
		lastModifiedDateTime: at,
		changeKey,
		categories: [],
		receivedDateTime: at,
		sentDateTime: at,
		hasAttachments: false,
		internetMessageId: message.messageId,
		subject: message.subject,
		bodyPreview: '',
		importance: 'normal',
		parentFolderId: message.folder,
		isRead: true,
		isDraft: message.isDraft,
		body: { contentType: 'html', content: '' },
		from: recipients(message.from)[0] ?? null,
		toRecipients: recipients(message.to),
		ccRecipients: recipients(message.cc),
		bccRecipients: recipients(message.bcc),
		replyTo: [],
	};
}

const recipients = (addresses: readonly string[]) =>
	addresses.map((address) => ({ emailAddress: { name: address, address } }));

function addressesOf(field: AddressObject | AddressObject[] | undefined): string[] {
	return [field ?? []]
		.flat()
		.flatMap(({ value }) => value)
		.flatMap(({ address, group }) => (group ? group.map((one) => one.address) : [address]))
		.filter((address): address is string => Boolean(address));
}

function customHeaders({ headerLines }: ParsedMail): Map<string, string> {
	const custom = new Map<string, string>();
	for (const { line } of headerLines) {
		const [, name, value] = /^(X-[\w-]{1,200}):([^]*)$/i.exec(line) ?? [];
		if (name && value) custom.set(name, value.trim());
	}
	return custom;
}
