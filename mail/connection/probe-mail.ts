import MailComposer from 'nodemailer/lib/mail-composer';

/** The connection test's own header; a mail that carries it is nobody's reply and is not stored. */
export const PROBE_HEADER = 'X-Refrain-Check';

/** The mail of a test, ready to be sent. */
export interface Probe {
	readonly from: string;
	readonly to: string;
	/** What it carries in `PROBE_HEADER`, and before the @ of its Message-ID. */
	readonly token: string;
	readonly bytes: Buffer;
}

/**
 * The mail that a connection test sends: from a mailbox to itself, from a relay to where its replies go.
 *
 * @param path Both went through `parseAddress`.
 */
export async function composeProbe(
	{ from, to }: { readonly from: string; readonly to: string },
	token: string,
	words: { readonly subject: string; readonly text: string },
): Promise<Buffer> {
	const domain = from.slice(from.lastIndexOf('@') + 1);
	const built = await new MailComposer({
		from,
		to,
		subject: words.subject,
		text: words.text,
		textEncoding: 'quoted-printable',
		messageId: `<${token}@${domain}>`,
		headers: { [PROBE_HEADER]: token, 'Auto-Submitted': 'auto-generated' },
		newline: 'windows',
	})
		.compile()
		.build();
	return built.subarray(-2).toString() === '\r\n' ? built : Buffer.concat([built, Buffer.from('\r\n')]);
}
