const WANTED = /^(received|authentication-results|arc-authentication-results|dkim-signature)[ \t]*:/i;
const KEPT_AT_MOST = 64 * 1024;

/**
 * Of a mail's head the fields that tell what its receiving server found, in their order, 64 KiB at most: no subject, nobody
 * whom it was written to.
 */
export function authenticationHead(head: Buffer): Buffer {
	const fields = head
		.toString('latin1')
		.split(/\r\n\r\n|\n\n/, 1)[0]!
		.split(/\r?\n(?![ \t])/);
	const kept: string[] = [];
	let size = 0;
	for (const field of fields.filter((one) => WANTED.test(one))) {
		size += field.length + 2;
		if (size > KEPT_AT_MOST) break;
		kept.push(field);
	}
	return Buffer.from(kept.map((field) => `${field}\r\n`).join(''), 'latin1');
}
