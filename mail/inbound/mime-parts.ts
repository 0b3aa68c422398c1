import { headerBlockOf, readHeaderFields, firstOf } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';

/** A leaf of a MIME tree with its decoded bytes. */
export interface MimePart {
	/** Lower case, without parameters. */
	readonly type: string;
	readonly fields: HeaderFields;
	readonly bytes: Buffer;
}

const DEPTH_AT_MOST = 4;
const PARTS_AT_MOST = 40;

/** The parameter of a Content-Type or Content-Disposition value. */
export function parameterOf(value: string, name: string): string | undefined {
	const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(value);
	return found ? (found[1]?.replace(/\\(.)/g, '$1') ?? found[2]) : undefined;
}

/** The media type of a Content-Type value; text/plain where there is none. */
export function mediaTypeOf(value: string | undefined): string {
	return /^\s*([\w.+-]+\/[\w.+-]+)/.exec(value ?? '')?.[1]?.toLowerCase() ?? 'text/plain';
}

/**
 * The leaves of a mail, as reports need them: at most 40, four levels deep. Attached mails are leaves; what lies in
 * them is not looked into.
 */
export function mimePartsOf(source: Buffer): MimePart[] {
	const parts: MimePart[] = [];
	collect(source, 0, parts);
	return parts;
}

function collect(source: Buffer, depth: number, into: MimePart[]): void {
	if (into.length >= PARTS_AT_MOST) return;
	const { head, body } = headerBlockOf(source);
	const fields = readHeaderFields(head);
	const contentType = firstOf(fields, 'content-type');
	const type = mediaTypeOf(contentType);
	const boundary = type.startsWith('multipart/') ? parameterOf(contentType!, 'boundary') : undefined;
	if (boundary && depth < DEPTH_AT_MOST) {
		for (const part of splitAt(body, boundary)) collect(part, depth + 1, into);
	} else {
		into.push({ type, fields, bytes: decoded(body, firstOf(fields, 'content-transfer-encoding')) });
	}
}

function splitAt(body: Buffer, boundary: string): Buffer[] {
	const text = body.toString('latin1');
	const mark = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const lines = [...text.matchAll(new RegExp(`(?:^|\\r\\n|\\n|\\r)--${mark}(--)?[ \\t]*(?=\\r|\\n|$)`, 'g'))];
	const parts: Buffer[] = [];
	for (const [index, line] of lines.entries()) {
		if (line[1]) break;
		const start = line.index + line[0].length;
		const end = lines[index + 1]?.index ?? text.length;
		parts.push(Buffer.from(text.slice(start, end).replace(/^(\r\n|\n|\r)/, ''), 'latin1'));
		if (parts.length >= PARTS_AT_MOST) break;
	}
	return parts;
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
	switch (encoding?.trim().toLowerCase()) {
		case 'base64':
			return Buffer.from(body.toString('latin1'), 'base64');
		case 'quoted-printable':
			return Buffer.from(
				body
					.toString('latin1')
					.replace(/(?<![ \t])[ \t]+(?=\r?\n)/g, '')
					.replace(/=(\r\n|\n|\r)/g, '')
					.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
				'latin1',
			);
		default:
			return body;
	}
}
