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
	expect(config.graphUrl).toBe('https://graph.microsoft.com');
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
		['REFRAIN_GRAPH_URL', 'http://graph.microsoft.com', 'an https address'],
		['REFRAIN_GRAPH_URL', 'https://graph.microsoft.com/v1.0', 'without a path'],
		['REFRAIN_SEND_LEASE', '15', 'a duration'],
		['REFRAIN_WATCH_SLOTS', '0', 'a whole number from 1'],
		['REFRAIN_ALLOWED_PRIVATE_HOSTS', 'http://lan', 'hosts, addresses or ranges'],
		['REFRAIN_MICROSOFT_CLIENT_ID', 'refrain', 'the application (client) id'],
		['REFRAIN_MICROSOFT_TENANT', 'our company', '`common`, `organizations`'],
		['REFRAIN_GOOGLE_CLIENT_ID', 'refrain', '.apps.googleusercontent.com'],
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
	const inbox = { REFRAIN_PLATFORM_IMAP_HOST: 'imap.example.com' };
	expect(parseConfig({ ...complete, ...platform, ...inbox }).platformSender?.inbox).toEqual({
		...{ host: 'imap.example.com', port: 993, security: 'tls', user: 'refrain', password: 'hunter2' },
	});
	const own = { REFRAIN_PLATFORM_IMAP_USER: 'inbox', REFRAIN_PLATFORM_IMAP_PASSWORD: 'hunter3' };
	expect(parseConfig({ ...complete, ...platform, ...inbox, ...own }).platformSender?.inbox).toMatchObject({
		...{ user: 'inbox', password: 'hunter3' },
	});
	expect(complaintAbout(inbox)).toContain('must be given together');
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
		REFRAIN_WORLD_NAMES_PORT: '2053',
		REFRAIN_WORLD_AUTHORITY: 'authority.pem',
	};
	expect(parseConfig({ ...complete, ...world }).sandbox).toMatchObject({ smtpPort: 2525, host: '127.0.0.1' });
});

describe('where people may sign in', () => {
	const microsoft = {
		REFRAIN_MICROSOFT_CLIENT_ID: '12345678-90ab-cdef-1234-567890abcdef',
		REFRAIN_MICROSOFT_CLIENT_SECRET: 's3cr3t',
	};
	const google = {
		REFRAIN_GOOGLE_CLIENT_ID: '1-refrain.apps.googleusercontent.com',
		REFRAIN_GOOGLE_CLIENT_SECRET: 's3cr3t',
	};

	test('nowhere, at one or at both, as configured', () => {
		expect(parseConfig(complete).signIn).toEqual({});
		expect(parseConfig({ ...complete, ...microsoft }).signIn).toEqual({
			microsoft: {
				clientId: microsoft.REFRAIN_MICROSOFT_CLIENT_ID,
				clientSecret: 's3cr3t',
				tenant: 'common',
			},
		});
		const both = { ...complete, ...microsoft, ...google, REFRAIN_MICROSOFT_TENANT: 'organizations' };
		expect(parseConfig(both).signIn).toMatchObject({
			microsoft: { tenant: 'organizations' },
			google: { clientId: google.REFRAIN_GOOGLE_CLIENT_ID },
		});
	});

	test.each([
		['MICROSOFT', microsoft],
		['GOOGLE', google],
	])('one half of %s is none', (vendor, both) => {
		for (const name of Object.keys(both)) {
			const complaint = complaintAbout({ ...both, [name]: undefined });
			expect(complaint).toBe(
				`REFRAIN_${vendor}_CLIENT_ID and REFRAIN_${vendor}_CLIENT_SECRET must be given together.`,
			);
		}
	});

	test('a secret in the place of an id is not repeated', () => {
		for (const name of ['REFRAIN_MICROSOFT_CLIENT_ID', 'REFRAIN_GOOGLE_CLIENT_ID'])
			expect(complaintAbout({ [name]: 's3cr3t~value' })).not.toContain('s3cr3t');
	});

	test('in the sandbox at its stand-ins alone, where they are', () => {
		const world = {
			...complete,
			...microsoft,
			REFRAIN_SANDBOX: 'on',
			REFRAIN_WORLD_SMTP_PORT: '2525',
			REFRAIN_WORLD_IMAP_PORT: '2993',
			REFRAIN_WORLD_CONTROL_PORT: '2080',
			REFRAIN_WORLD_NAMES_PORT: '2053',
			REFRAIN_WORLD_AUTHORITY: 'authority.pem',
		};
		expect(parseConfig(world).signIn).toEqual({});
		const ports = { REFRAIN_WORLD_SIGN_IN_PORT: '2443', REFRAIN_WORLD_SIGN_IN_PAGES_PORT: '2081' };
		const { signIn, sandbox } = parseConfig({ ...world, ...ports });
		const standIn = { tokens: 'https://127.0.0.1:2443', pages: 'http://127.0.0.1:2081' };
		expect(signIn).toMatchObject({ microsoft: { standIn, tenant: 'common' }, google: { standIn } });
		expect(JSON.stringify(signIn)).not.toContain('s3cr3t');
		expect(sandbox?.signInPort).toBe(2443);
	});

	test('in the sandbox no token is shown to Microsoft’s own Graph', () => {
		const world = {
			...complete,
			REFRAIN_SANDBOX: 'on',
			REFRAIN_WORLD_SMTP_PORT: '2525',
			REFRAIN_WORLD_IMAP_PORT: '2993',
			REFRAIN_WORLD_CONTROL_PORT: '2080',
			REFRAIN_WORLD_NAMES_PORT: '2053',
			REFRAIN_WORLD_GRAPH_PORT: '2444',
			REFRAIN_WORLD_AUTHORITY: 'authority.pem',
		};
		expect(parseConfig(world)).toMatchObject({
			graphUrl: 'https://127.0.0.1:2444',
			sandbox: { graphPort: 2444 },
		});
		expect(parseConfig({ ...world, REFRAIN_SANDBOX: 'off' }).graphUrl).toBe('https://graph.microsoft.com');
	});
});
