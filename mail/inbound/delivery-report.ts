import { classifyReply } from '#mail/smtp/classify.ts';
import type { FaultCode } from '#mail/smtp/smtp-fault.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import { messageIdKeysOf } from './message-ids.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { firstOf, headerBlockOf, readHeaderFields } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';

/** What a mail system says of one recipient. Addresses in lower case. */
export interface ReportedRecipient {
	readonly address: string | undefined;
	readonly originalAddress: string | undefined;
	/** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; `failed` where a report without parts names the address. */
	readonly action: string;
	/** RFC 3463, such as `5.1.1`. */
	readonly status: string | undefined;
	readonly fate: ReportedFate;
}

/**
 * - `dead`: the address does not exist, nothing will ever reach it.
 * - `refused`: this mail will never be taken, for its content or by a rule of the receiving side.
 * - `passing`: a full mailbox, a delay, a fault of the sender's own server: says nothing for good.
 */
export type ReportedFate = 'dead' | 'refused' | 'passing';

/** A mail system's report about a mail of somebody. Nobody signs it: believe it only where it names a send of ours. */
export interface DeliveryReport {
	readonly envelopeId: string | undefined;
	readonly recipients: readonly ReportedRecipient[];
	/** Message-IDs of the mail that came back, as keys. */
	readonly originalIds: readonly string[];
	/** Our own header in what came back: the send's id. */
	readonly sendId: string | undefined;
}

const RECIPIENTS_AT_MOST = 50;

/**
 * Reads a delivery report: the parts of RFC 3464, else X-Failed-Recipients with the codes in the text
 * (docs/design/reply-detection.md#reports).
 *
 * @returns undefined for a mail that reports no delivery. Failures told in words only are not read.
 */
export function readDeliveryReport(mail: ParsedMail): DeliveryReport | undefined {
	const statusParts = mail.machineParts.filter(({ type }) => /delivery-status$/.test(type));
	const returned = mail.machineParts
		.filter(({ type }) => /^(message\/(rfc822|global)(-headers)?|text\/rfc822-headers)$/.test(type))
		.map(({ bytes }) => readHeaderFields(headerBlockOf(bytes).head));
	const found = {
		originalIds: returned.flatMap((fields) => messageIdKeysOf(firstOf(fields, 'message-id') ?? '')),
		sendId: returned.map((fields) => firstOf(fields, SEND_HEADER.toLowerCase())?.trim()).find(Boolean),
	};
	if (statusParts.length > 0) {
		const blocks = statusParts.flatMap(({ bytes }) => blocksOf(bytes));
		const envelopeId = blocks.map((block) => firstOf(block, 'original-envelope-id')).find(Boolean);
		return {
			...found,
			envelopeId: envelopeId?.trim(),
			recipients: blocks
				.filter(
					(block) => block.has('final-recipient') || block.has('original-recipient') || block.has('action'),
				)
				.slice(0, RECIPIENTS_AT_MOST)
				.map(recipientOf),
		};
	}
	const failed = (mail.fields.get('x-failed-recipients') ?? []).flatMap((value) => value.split(','));
	if (failed.length === 0) return undefined;
	const words = wordsOfRefusal(mail.text);
	return {
		...found,
		envelopeId: undefined,
		recipients: failed.slice(0, RECIPIENTS_AT_MOST).map((address) => ({
			address: address.trim().toLowerCase(),
			originalAddress: undefined,
			action: 'failed',
			status: statusIn(words),
			fate: fateOf('failed', statusIn(words), words),
		})),
	};
}

/** Blocks of fields between empty lines; names in lower case, folded lines joined. */
function blocksOf(part: Buffer): HeaderFields[] {
	return part
		.toString('latin1')
		.replace(/\r\n?/g, '\n')
		.split(/\n[ \t]*\n+/)
		.map((block) => readHeaderFields(block.trimStart()))
		.filter((fields) => fields.size > 0);
}

function recipientOf(fields: HeaderFields): ReportedRecipient {
	const action = (firstOf(fields, 'action') ?? 'failed').trim().toLowerCase().split(/\s/)[0]!;
	const diagnostic = (firstOf(fields, 'diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '');
	const status = statusIn(firstOf(fields, 'status') ?? '') ?? statusIn(diagnostic);
	return {
		address: addressIn(firstOf(fields, 'final-recipient')),
		originalAddress: addressIn(firstOf(fields, 'original-recipient')),
		action,
		status,
		fate: fateOf(action, status, diagnostic),
	};
}

const addressIn = (value: string | undefined) =>
	value
		?.replace(/^[\w-]+\s*;/, '')
		.split(/[\s<>;]/)
		.find((word) => /[^@]@[^@]/.test(word))
		?.toLowerCase();

const statusIn = (text: string) => /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];

/** The same judgement as for a refusal in the conversation itself: one table for both. */
function fateOf(action: string, status: string | undefined, diagnostic: string): ReportedFate {
	if (action !== 'failed' || status?.startsWith('4.')) return 'passing';
	const spoken = /\b[45]\d\d[ -].*/s.exec(diagnostic)?.[0];
	const reply = spoken ?? `550 ${status ?? ''} ${diagnostic}`;
	const withStatus = status && !statusIn(reply) ? reply.replace(/^(\d{3})[ -]/, `$1 ${status} `) : reply;
	const { code } = classifyReply(withStatus.replace(/\s+/g, ' '), 'rcpt').fault;
	if (code === 'recipient-unknown') return 'dead';
	return REFUSALS.has(code) ? 'refused' : 'passing';
}

const REFUSALS: ReadonlySet<FaultCode> = new Set(['policy-refused', 'content-refused', 'message-too-large']);

/** The first line of a report's words that carries a reply code, with what follows it. */
function wordsOfRefusal(text: string): string {
	return /\b[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3})?[^\n]{0,300}/.exec(text.slice(0, 20_000))?.[0] ?? '';
}
