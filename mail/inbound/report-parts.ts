import { mimePartsOf } from './mime-parts.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { firstOf, readHeaderFields } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';

type Part = ParsedMail['machineParts'][number];

/** Parts of a mail that report deliveries, and what they return. */
export interface ReportParts {
	/** `message/delivery-status` and its global form (RFC 3464, RFC 6533). */
	readonly statuses: readonly Part[];
	/** Mails or headers of mails that came back. */
	readonly returned: readonly Part[];
}

/** The parts that lie in a mail itself. */
export function reportPartsOf(parts: readonly Part[]): ReportParts {
	return {
		statuses: parts.filter(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type)),
		returned: parts.filter(({ type }) =>
			/^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/.test(type),
		),
	};
}

/** The parts of a report that another system attached whole to its own mail; undefined where it attached none. */
export function nestedReportParts({ returned }: ReportParts): ReportParts | undefined {
	return returned
		.filter(({ type }) => /^message\/(?:rfc822|global)$/.test(type))
		.map(({ bytes }) => reportPartsOf(mimePartsOf(bytes)))
		.find(({ statuses }) => statuses.length > 0);
}

/** Blocks of fields between empty lines; names in lower case, folded lines joined. */
export function blocksOf(part: Buffer): HeaderFields[] {
	return part
		.toString('latin1')
		.replace(/\r\n?/g, '\n')
		.split(/\n[ \t]*\n+/)
		.map((block) => readHeaderFields(block.trimStart()))
		.filter((fields) => fields.size > 0);
}

/** One recipient's block, as it came. */
export interface RecipientBlock {
	readonly address: string | undefined;
	readonly originalAddress: string | undefined;
	readonly action: string;
	readonly status: string | undefined;
	readonly diagnostic: string | undefined;
}

/** Reads a recipient's block; undefined for a block about the mail, or one that is damaged beyond use. */
export function recipientBlock(fields: HeaderFields): RecipientBlock | undefined {
	if (!['final-recipient', 'original-recipient', 'action'].some((name) => fields.has(name))) return undefined;
	const action = (firstOf(fields, 'action') ?? '')
		.trim()
		.toLowerCase()
		.split(/[^a-z]/)[0]!;
	return {
		address: addressIn(firstOf(fields, 'final-recipient')),
		originalAddress: addressIn(firstOf(fields, 'original-recipient')),
		action,
		status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(firstOf(fields, 'status') ?? '')?.[1],
		diagnostic: firstOf(fields, 'diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, ''),
	};
}

const addressIn = (value: string | undefined) =>
	value
		?.replace(/^[\w-]+\s*;/, '')
		.split(/[\s<>;]/)
		.find((word) => /[^@]@[^@]/.test(word))
		?.toLowerCase();
