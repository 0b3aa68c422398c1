import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import type { ConnectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { openTest } from '#domain/mailboxes/open-test.ts';
import { setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { startConnectionTest, type ConnectionToTest } from '#domain/mailboxes/start-connection-test.ts';
import { createLogger } from '#platform/logging.ts';
import { GRAPH_LIMITS } from '#providers/delivery/graph/graph-limits.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { startScriptedSmtpServer, type ScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import { issueTestCertificate, type TestCertificate } from '#tests/crash/test-authority.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { testConnection } from './test-connection.ts';

/** A pair of servers that listen and note every sign-in: one is where the mailbox lives, the other is somebody's. */
interface Place {
	readonly imapPort: number;
	readonly smtp: ScriptedSmtpServer;
	readonly imapLogins: string[];
	close(): Promise<void>;
}

let office: Office;
let deps: ConnectionDeps;
let home: Place;
let foreign: Place;

beforeAll(async () => {
	const certificate = await issueTestCertificate();
	office = await Office.open('stored-password-connection');
	home = await listen(certificate);
	foreign = await listen(certificate);
	deps = {
		database: office.database,
		envelopes: createEnvelopes(randomBytes(32)),
		graph: { url: 'https://graph.example', limits: GRAPH_LIMITS },
		policy: {
			kind: 'real',
			allowedPrivateHosts: ['localhost', '127.0.0.1'],
			authorities: [certificate.authority],
		},
		logger: createLogger('test', { level: 'silent' }),
	};
	await office.tx(async (tx) => {
		await tx.db.mailbox.updateMany({
			where: { id: office.mailboxId },
			data: {
				imapHost: 'localhost',
				imapPort: home.imapPort,
			},
		});
		await tx.db.sender.updateMany({
			where: { id: office.senderId },
			data: { smtpHost: 'localhost', smtpPort: home.smtp.port },
		});
		await setMailboxSecret(tx, deps.envelopes, office.mailboxId, { imap: 'stored' });
	});
});
afterAll(async () => {
	await Promise.all([home?.close(), foreign?.close()]);
	await office?.close();
});
beforeEach(() => {
	for (const place of [home, foreign]) place.imapLogins.length = 0;
});

async function listen(certificate: TestCertificate): Promise<Place> {
	const imapLogins: string[] = [];
	const imap = createServer({ key: certificate.key, cert: certificate.cert }, (socket) => {
		socket.on('error', () => {});
		socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
		socket.on('data', (bytes) => {
			for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
				const [tag, verb] = line.split(' ');
				if (verb === 'LOGIN') imapLogins.push(line);
				if (verb === 'CAPABILITY') socket.write('* CAPABILITY IMAP4rev1\r\n');
				socket.write(`${tag} ${verb === 'LOGIN' ? 'NO refused' : 'OK done'}\r\n`);
			}
		});
	}).on('tlsClientError', () => {});
	await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
	const smtp = await startScriptedSmtpServer({ security: 'tls', certificate });
	return {
		imapPort: (imap.address() as AddressInfo).port,
		smtp,
		imapLogins,
		close: async () => {
			imap.close();
			await smtp.close();
		},
	};
}

/** Has a test started as a person asks for it, and runs whatever was begun. @returns the code of a refusal. */
async function test(imap: Place, smtp: Place, secrets?: ConnectionToTest['secrets']) {
	const server = { host: 'localhost', security: 'tls', user: 'camille' } as const;
	const settings: ConnectionSettings = {
		imap: { ...server, port: imap.imapPort },
		smtp: { ...server, port: smtp.smtp.port },
		isShared: false,
	};
	const wish = { mailboxId: office.mailboxId, address: '', settings, secrets, language: 'fr' } as const;
	const refused = await office
		.tx((tx) => startConnectionTest(tx, deps.envelopes, office.ines, wish))
		.then(
			() => undefined,
			(error: Error) => error.message,
		);
	const begun = await office.tx(({ db }) => db.connectionTest.findMany({ where: { state: 'running' } }));
	for (const { id } of begun) {
		const ref = { subscriptionId: office.subscriptionId, id };
		await testConnection(deps, ref, new AbortController().signal);
	}
	return refused;
}
const logins = ({ imapLogins, smtp }: Place) => [
	...imapLogins.map(() => 'imap'),
	...smtp.events.filter(({ name }) => name === 'login').map(() => 'smtp'),
];

it('a stored password never reaches a server that somebody else typed: nobody even connects to it', async () => {
	const refusals = [await test(foreign, home), await test(home, foreign), await test(foreign, foreign)];
	expect(foreign.imapLogins).toEqual([]);
	expect(foreign.smtp.events).toEqual([]);
	expect(refusals).toEqual(Array(3).fill('password-for-other-server'));
});

it('it reaches its own servers, and what is typed reaches the typed ones', async () => {
	expect(await test(home, home)).toBeUndefined();
	expect(logins(home)).toEqual(['imap', 'smtp']);
	expect(home.imapLogins[0]).toContain('stored');
	expect(logins(foreign)).toEqual([]);
	expect(await test(foreign, foreign, { imap: 'typed' })).toBeUndefined();
	expect(logins(foreign)).toEqual(['imap', 'smtp']);
	expect(foreign.imapLogins[0]).toContain('typed');
	expect(foreign.imapLogins[0]).not.toContain('stored');
});

it('a token reaches the incoming server alone where the outgoing one has a password of its own', async () => {
	const place = (port: number) => ({ host: 'localhost', port, security: 'tls', user: 'camille' }) as const;
	const login = { user: 'camille', password: 'its-own-word' };
	const certificate = await issueTestCertificate();
	const smtp = await startScriptedSmtpServer({ security: 'tls', certificate, login });
	const testId = await office.tx((tx) =>
		openTest(tx, deps.envelopes, {
			...{ userId: office.ines.userId, mailboxId: null, connectionId: null, isToken: true },
			address: 'ines@cadrelune.example',
			settings: {
				...{ imap: place(home.imapPort), smtp: place(smtp.port), isShared: true, language: 'fr' },
			},
			secrets: { imap: 'the-token', smtp: login.password },
		}),
	);
	const policy = { kind: 'real', allowedPrivateHosts: ['localhost'] } as const;
	const authorities = [...(deps.policy.kind === 'real' ? (deps.policy.authorities ?? []) : [])];
	await testConnection(
		{ ...deps, policy: { ...policy, authorities: [...authorities, certificate.authority] } },
		{ subscriptionId: office.subscriptionId, id: testId },
		new AbortController().signal,
	);
	// The incoming server knows no way to sign in by token: none is shown to it as if it were a password.
	expect(home.imapLogins).toEqual([]);
	const line = await office.tx(({ db }) =>
		db.connectionCheck.findFirstOrThrow({ where: { testId, check: 'login-smtp' } }),
	);
	expect(line.state).toBe('ok');
	await smtp.close();
});
