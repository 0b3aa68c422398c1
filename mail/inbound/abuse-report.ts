import { messageIdKeysOf } from './message-ids.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { firstOf, headerBlockOf, readHeaderFields } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';
import { blocksOf, reportPartsOf } from './report-parts.ts';
import type { ReportedMail } from './reported-mail.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';

/** Types of RFC 5965, 7.3, by which a recipient says that the mail was unwanted; `not-spam` and `auth-failure` say other things. */
const COMPLAINS: ReadonlySet<string> = new Set(['abuse', 'fraud', 'opt-out']);

const ADDRESSES_AT_MOST = 50;

/**
 * Reads an abuse report (RFC 5965): a `multipart/report` that a provider made of a mail which its user marked as unwanted.
 * Whoever forwards or attaches one, and a complaint in words, proves nothing (5.7-3).
 *
 * @returns undefined for any other mail, and for a report whose type is no complaint.
 */
export function readAbuseReport(mail: ParsedMail): ReportedMail | undefined {
	if (mail.contentType !== 'multipart/report') return undefined;
	const part = mail.machineParts.find(({ type }) => type === 'message/feedback-report');
	if (!part) return undefined;
	const blocks = blocksOf(part.bytes);
	const said = (name: string) => blocks.flatMap((fields) => fields.get(name) ?? []);
	if (!COMPLAINS.has(firstWord(said('feedback-type')[0]))) return undefined;
	const heads = reportPartsOf(mail.machineParts).returned.map(({ bytes }) =>
		readHeaderFields(headerBlockOf(bytes).head),
	);
	const addresses = [...said('original-rcpt-to'), ...said('removal-recipient')].map(addressIn);
	return {
		envelopeId: said('original-envelope-id')[0]?.trim(),
		originalIds: [...new Set(heads.flatMap(idsOf))],
		sendId: heads.map((fields) => firstOf(fields, SEND_HEADER.toLowerCase())?.trim()).find(Boolean),
		recipients: addresses
			.filter((address) => address !== undefined)
			.slice(0, ADDRESSES_AT_MOST)
			.map((address) => ({ address, originalAddress: undefined })),
	};
}

const idsOf = (fields: HeaderFields) => messageIdKeysOf(firstOf(fields, 'message-id') ?? '');

const firstWord = (value: string | undefined) =>
	value
		?.trim()
		.toLowerCase()
		.split(/[\s;(]/)[0] ?? '';

/** `<somebody@x.example>`, `rfc822; somebody@x.example` or the bare address; undefined where nothing of it is one. */
function addressIn(value: string): string | undefined {
	return value
		.slice(0, 1_000)
		.replace(/^\s*rfc822\s*;/i, '')
		.split(/[\s<>;,]/)
		.find((word) => /[^@]@[^@]/.test(word))
		?.toLowerCase();
}
