import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#platform/logging.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { startScriptedSmtpServer, type ScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { checkPlatformSender } from './check-platform-sender.ts';

let server: ScriptedSmtpServer;
let policy: NetworkPolicy;

beforeAll(async () => {
	const certificate = await issueTestCertificate();
	const login = { user: 'refrain', password: 'right' };
	server = await startScriptedSmtpServer({ security: 'tls', certificate, login });
	policy = { kind: 'real', allowedPrivateHosts: ['localhost'], authorities: [certificate.authority] };
});
afterAll(() => server?.close());

const check = (change: { password?: string; port?: number } = {}) => {
	const smtp = {
		host: 'localhost',
		port: server.port,
		security: 'tls',
		user: 'refrain',
		password: 'right',
	} as const;
	const platformSender = {
		address: 'refrain@cadrelune.example',
		displayName: 'Refrain',
		smtp: { ...smtp, ...change },
	};
	const logger = createLogger('test', { level: 'silent' });
	return checkPlatformSender({ config: { platformSender }, policy, logger });
};

describe('the sender of the platform', () => {
	it('signs in over TLS, or says why it cannot', async () => {
		expect(await check()).toBeUndefined();
		expect(await check({ password: 'wrong' })).toBe('password-refused');
		expect(await check({ port: 1 })).toBe('refused');
	});

	it('is no concern where none is configured', async () => {
		const logger = createLogger('test', { level: 'silent' });
		expect(await checkPlatformSender({ config: {}, policy, logger })).toBeUndefined();
	});
});
