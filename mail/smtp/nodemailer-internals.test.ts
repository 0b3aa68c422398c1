import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import type { ScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import type { TestCertificate } from '#tests/crash/test-authority.ts';
import { bodyHasLeft, offers, socketOf } from './nodemailer-internals.ts';

let certificate: TestCertificate;
let server: ScriptedSmtpServer;
beforeAll(async () => {
	certificate = await issueTestCertificate();
	server = await startScriptedSmtpServer({ security: 'starttls', certificate });
});
afterAll(() => server.close());

it('nodemailer still holds its socket, its data stream and its extensions where the send looks for them', async () => {
	const connection = new SMTPConnection({
		host: 'localhost',
		port: server.port,
		secure: false,
		requireTLS: true,
		tls: { ca: certificate.authority },
		socketCloseTimeout: 0,
	});
	connection.on('error', () => {});
	await new Promise<void>((resolve) => connection.connect(() => resolve()));
	expect(offers(connection, 'DSN')).toBe(true);
	expect(offers(connection, 'SMTPUTF8')).toBe(false);
	expect(socketOf(connection)?.writable).toBe(true);

	const bytes = Buffer.from('Subject: x\r\n\r\nx\r\n');
	const body = new Readable({ read() {} });
	const reply = new Promise((resolve) =>
		connection.send({ from: 'a@x.example', to: ['hold354@x.example'] }, body, (error, info) =>
			resolve(error ?? info),
		),
	);
	body.push(bytes);
	await server.until('held');
	expect(bodyHasLeft(connection, bytes.length)).toBe(false);
	server.release('354');
	await expect.poll(() => bodyHasLeft(connection, bytes.length)).toBe(true);
	expect(bodyHasLeft(connection, bytes.length + 1)).toBe(false);
	expect(server.events.some((event) => event.name === 'dot')).toBe(false);

	body.push(null);
	expect(await reply).toMatchObject({ response: expect.stringMatching(/^250 /) });
	connection.close();
	expect(socketOf(connection)?.destroyed).toBe(true);
});
