import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import type { SendMailOptions, SentMessageInfo } from 'nodemailer';
import { DEMO_MAILBOXES } from '#prisma/demo/mailboxes.ts';
import type { WorldPorts } from '#platform/world/control-contract.ts';

/** Where a test finds the world's servers. */
export interface WorldAddress {
	readonly ports: WorldPorts;
	/** PEM text. */
	readonly authority: string;
}

/** First password of a demo user's mailbox. */
export function firstPassword(address: string): string {
	return DEMO_MAILBOXES.find((mailbox) => mailbox.address === address)!.password;
}

/** Sends one mail as a demo user, on a connection of its own. */
export async function send(
	{ ports, authority }: WorldAddress,
	mail: SendMailOptions & { from: string },
	options: { startTls?: boolean; password?: string } = {},
): Promise<SentMessageInfo> {
	const transport = createTransport({
		host: '127.0.0.1',
		port: options.startTls ? ports.smtpStartTls : ports.smtp,
		secure: !options.startTls,
		requireTLS: options.startTls,
		tls: { ca: authority },
		auth: { user: mail.from, pass: options.password ?? firstPassword(mail.from) },
	});
	try {
		return await transport.sendMail(mail);
	} finally {
		transport.close();
	}
}

/** Signs in to a demo user's mailbox. */
export async function signIn(
	{ ports, authority }: WorldAddress,
	address: string,
	password = firstPassword(address),
): Promise<ImapFlow> {
	const client = new ImapFlow({
		host: '127.0.0.1',
		port: ports.imap,
		secure: true,
		auth: { user: address, pass: password },
		tls: { ca: authority },
		logger: false,
	});
	// A connection that the world closes is not the test's end.
	client.on('error', () => {});
	await client.connect();
	return client;
}

/** UID and source of every mail in a folder, the oldest first. */
export async function readFolder(
	world: WorldAddress,
	address: string,
	folder = 'INBOX',
	password?: string,
): Promise<{ uid: number; source: string; flags: string[]; internalDate: Date }[]> {
	const client = await signIn(world, address, password);
	try {
		await client.mailboxOpen(folder, { readOnly: true });
		const found = await client.fetchAll('1:*', { uid: true, source: true, flags: true, internalDate: true });
		return found.map(({ uid, source, flags, internalDate }) => ({
			uid,
			source: source!.toString('utf8'),
			flags: [...flags!].sort(),
			internalDate: new Date(internalDate!),
		}));
	} finally {
		await client.logout();
	}
}
