import MailComposer from 'nodemailer/lib/mail-composer';

/** The connection test's own header; a mail that carries it is nobody's reply and is not stored. */
export const PROBE_HEADER = 'X-Refrain-Check';

/**
 * The mail that a connection test sends from a mailbox to itself.
 *
 * @param address Went through `parseAddress`.
 */
export async function composeProbe(
	address: string,
	token: string,
	words: { readonly subject: string; readonly text: string },
): Promise<Buffer> {
	const domain = address.slice(address.lastIndexOf('@') + 1);
	const built = await new MailComposer({
		from: address,
		to: address,
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
