import { describe, expect, test } from 'vitest';
import { ConfigurationError, parseConfig } from './config.ts';

const complete = {
	DATABASE_URL: 'postgresql://refrain:s3cr3t@db.example/refrain',
	TEMPORAL_ADDRESS: 'temporal.example:7233',
	REFRAIN_MASTER_KEY: 'ab'.repeat(32),
	REFRAIN_PUBLIC_URL: 'https://refrain.example/',
};

function complaintAbout(env: Record<string, string | undefined>): string {
	try {
		parseConfig({ ...complete, ...env });
	} catch (error) {
		expect(error).toBeInstanceOf(ConfigurationError);
		return (error as Error).message;
	}
	throw new Error('nothing was refused');
}

test('four variables are enough, and the rest has the defaults of the design', () => {
	const config = parseConfig(complete);
	expect(config.masterKey).toHaveLength(32);
	expect(config.publicUrl).toBe('https://refrain.example');
	expect(config.sandbox).toBeUndefined();
	expect(config.temporal).toMatchObject({ namespace: 'refrain', tls: false });
	expect(config.sends).toMatchObject({ heartbeat: 30_000, evidenceWindow: 900_000, drain: 660_000 });
	expect(config.watch.slots).toBe(1_000);
});

test('a key in base64 is the same key', () => {
	const key = Buffer.from('ab'.repeat(32), 'hex').toString('base64');
	expect(parseConfig({ ...complete, REFRAIN_MASTER_KEY: key }).masterKey.toString('hex')).toBe(
		'ab'.repeat(32),
	);
});

describe('a bad value is named with what is expected', () => {
	test.each([
		['DATABASE_URL', 'mysql://db/refrain', 'the address of a PostgreSQL database'],
		['DATABASE_URL', undefined, 'the address of a PostgreSQL database'],
		['TEMPORAL_ADDRESS', 'https://temporal:7233', 'a host and a port'],
		['TEMPORAL_ADDRESS', 'temporal:99999', 'a host and a port'],
		['TEMPORAL_TLS', 'yes', '`on` or `off`'],
		['TEMPORAL_TLS_CA', 'nowhere/ca.pem', 'the path of a readable file'],
		['REFRAIN_MASTER_KEY', 'short', '32 random bytes'],
		['REFRAIN_PUBLIC_URL', 'https://refrain.example/app', 'without a path'],
		['REFRAIN_PUBLIC_URL', 'refrain.example', 'an http or https address'],
		['REFRAIN_SANDBOX', 'maybe', '`on` or `off`'],
		['REFRAIN_SEND_LEASE', '15', 'a duration'],
		['REFRAIN_WATCH_SLOTS', '0', 'a whole number from 1'],
		['REFRAIN_ALLOWED_PRIVATE_HOSTS', 'http://lan', 'hosts, addresses or ranges'],
	])('%s = %s', (name, value, expected) => {
		const complaint = complaintAbout({ [name]: value });
		expect(complaint.split('\n')).toHaveLength(1);
		expect(complaint).toContain(name);
		expect(complaint).toContain(expected);
	});
});

test('a secret is never repeated in a complaint', () => {
	expect(complaintAbout({ REFRAIN_MASTER_KEY: 'hunter2' })).not.toContain('hunter2');
	expect(complaintAbout({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).not.toContain('hunter2');
});

test('every bad value is reported at once', () => {
	const complaint = complaintAbout({ DATABASE_URL: undefined, REFRAIN_PUBLIC_URL: 'x' });
	expect(complaint.split('\n')).toHaveLength(2);
});

test('an API key asks for TLS, and says so when TLS is off', () => {
	expect(parseConfig({ ...complete, TEMPORAL_API_KEY: 'k' }).temporal.tls).toBe(true);
	expect(complaintAbout({ TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'off' })).toContain('need TLS');
});

test('the sender of the platform is whole or absent, and its password is never repeated', () => {
	expect(parseConfig(complete).platformSender).toBeUndefined();
	const platform = {
		REFRAIN_PLATFORM_ADDRESS: 'refrain@example.com',
		REFRAIN_PLATFORM_SMTP_HOST: 'smtp.example.com',
		REFRAIN_PLATFORM_SMTP_USER: 'refrain',
		REFRAIN_PLATFORM_SMTP_PASSWORD: 'hunter2',
	};
	expect(parseConfig({ ...complete, ...platform }).platformSender).toEqual({
		address: 'refrain@example.com',
		displayName: 'Refrain',
		smtp: { host: 'smtp.example.com', port: 465, security: 'tls', user: 'refrain', password: 'hunter2' },
	});
	for (const missing of Object.keys(platform))
		expect(complaintAbout({ ...platform, [missing]: undefined })).toContain('must be given together');
	const bad = {
		...platform,
		REFRAIN_PLATFORM_ADDRESS: 'Refrain <a@b.example>',
		REFRAIN_PLATFORM_SMTP_SECURITY: 'none',
	};
	expect(complaintAbout(bad)).not.toContain('hunter2');
});

test('the sandbox needs the mail world that only the launcher brings', () => {
	expect(complaintAbout({ REFRAIN_SANDBOX: 'on' })).toContain('npm start');
	const world = {
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORLD_SMTP_PORT: '2525',
		REFRAIN_WORLD_IMAP_PORT: '2993',
		REFRAIN_WORLD_CONTROL_PORT: '2080',
		REFRAIN_WORLD_AUTHORITY: 'authority.pem',
	};
	expect(parseConfig({ ...complete, ...world }).sandbox).toMatchObject({ smtpPort: 2525, host: '127.0.0.1' });
});
