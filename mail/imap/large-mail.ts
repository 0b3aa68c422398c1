import type { MessageStructureObject } from 'imapflow';

/** A part worth fetching of a mail that is too large to fetch whole. */
export interface WantedPart {
	/** Its number, such as `1.2`. */
	readonly part: string;
	readonly type: string;
}

const PARTS_AT_MOST = 6;
const WANTED =
	/^(text\/plain|text\/html|text\/calendar|text\/rfc822-headers|message\/(global-)?(delivery-status|disposition-notification|feedback-report))$/;
const BOUNDARY = 'refrain-parts-of-a-large-mail';

/** The first texts and the machine parts in a structure; attachments by name are left out. */
export function wantedParts(structure: MessageStructureObject): WantedPart[] {
	const found: WantedPart[] = [];
	const visit = (node: MessageStructureObject, depth: number): void => {
		if (found.length >= PARTS_AT_MOST || depth > 20) return;
		const type = node.type.toLowerCase();
		if (node.childNodes?.length) for (const child of node.childNodes) visit(child, depth + 1);
		else if (WANTED.test(type) && node.disposition?.toLowerCase() !== 'attachment') {
			found.push({ part: node.part ?? '1', type });
		}
	};
	visit(structure, 0);
	return found;
}

/**
 * A mail made of the original's header and the parts that were fetched, their own headers and encodings untouched, so that
 * one parser reads both.
 *
 * @param parts By number and by `<number>.mime`, as imapflow answers them.
 */
export function assembled(
	head: Buffer,
	wanted: readonly WantedPart[],
	parts: ReadonlyMap<string, Buffer>,
): Buffer {
	const isReport = /^content-type:\s*multipart\/report/im.test(head.toString('latin1'));
	const own = head
		.toString('latin1')
		.replace(/\r?\n/g, '\r\n')
		.replace(/^(content-[\w-]+|mime-version):[^\r\n]*(\r\n[ \t][^\r\n]*)*\r\n/gim, '')
		.trimEnd();
	const type = isReport ? 'multipart/report' : 'multipart/mixed';
	const pieces: (string | Buffer)[] = [
		`${own}\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; boundary="${BOUNDARY}"\r\n\r\n`,
	];
	for (const { part, type: partType } of wanted) {
		const bytes = parts.get(part);
		if (!bytes) continue;
		const mime = parts.get(`${part}.mime`)?.toString('latin1').trim();
		// A mail of one part has no header of its own: the original's fields say how it is encoded.
		const fields = mime || contentFieldsOf(head) || `Content-Type: ${partType}`;
		pieces.push(`--${BOUNDARY}\r\n${fields}\r\n\r\n`, bytes, '\r\n');
	}
	pieces.push(`--${BOUNDARY}--\r\n`);
	return Buffer.concat(
		pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)),
	);
}

function contentFieldsOf(head: Buffer): string {
	return (
		head.toString('latin1').match(/^content-(type|transfer-encoding):[^\r\n]*(\r?\n[ \t][^\r\n]*)*/gim) ?? []
	).join('\r\n');
}
