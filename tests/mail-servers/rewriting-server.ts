import { randomUUID } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { startScriptedSmtpServer } from '../crash/scripted-smtp-server.ts';
import { issueTestCertificate } from '../crash/test-authority.ts';
import type { DovecotServer } from './dovecot.ts';

/**
 * An SMTP server that gives each mail an id of its own, notes ours beside it and files the mail into the Sent folder of its
 * writer, as Microsoft 365 does (docs/design/outgoing-mail.md).
 */
export interface RewritingServer {
	readonly port: number;
	readonly authority: string;
	/** The ids that it gave to a writer's mails, in brackets, oldest first. */
	idsGiven(writer: string): string[];
	/** The mails of a writer as they came, oldest first. */
	taken(writer: string): string[];
	stop(): Promise<void>;
}

/** @param password of every account at the Dovecot. */
export async function startRewritingServer(
	dovecot: DovecotServer,
	password: string,
): Promise<RewritingServer> {
	const certificate = await issueTestCertificate();
	const given: { readonly from: string; readonly id: string }[] = [];
	const smtp = await startScriptedSmtpServer({
		security: 'tls',
		certificate,
		async onKept({ from, messageId, bytes }) {
			const id = `<DB9P.${randomUUID().toUpperCase()}@EURP193.PROD.OUTLOOK.COM>`;
			given.push({ from, id });
			const rewritten = bytes
				.toString('latin1')
				.replace(/^Message-ID:.*$/im, `Message-ID: ${id}\r\nX-Microsoft-Original-Message-ID: ${messageId}`);
			await file(from, Buffer.from(rewritten, 'latin1'));
		},
	});

	async function file(user: string, mail: Buffer): Promise<void> {
		const account = new ImapFlow({
			host: 'localhost',
			port: dovecot.imapsPort,
			secure: true,
			auth: { user, pass: password },
			tls: { ca: dovecot.authority },
			logger: false,
		});
		await account.connect();
		await account.append('Sent', mail, ['\\Seen']);
		await account.logout();
	}

	return {
		port: smtp.port,
		authority: certificate.authority,
		idsGiven: (writer) => given.filter(({ from }) => from === writer).map(({ id }) => id),
		taken: (writer) =>
			smtp.copies.filter(({ from }) => from === writer).map(({ bytes }) => bytes.toString('latin1')),
		stop: () => smtp.close(),
	};
}
