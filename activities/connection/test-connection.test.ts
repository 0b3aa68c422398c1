import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { Office } from '#tests/environment/office.ts';
import { readConnectionTest } from '#domain/mailboxes/read-connection-test.ts';
import { openConnectionTest } from '#domain/mailboxes/run-connection-test.ts';
import { startConnectionTest } from '#domain/mailboxes/start-connection-test.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { createLogger } from '#platform/logging.ts';
import { GRAPH_LIMITS } from '#providers/delivery/graph/graph-limits.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { testConnection } from './test-connection.ts';

const sandbox: NetworkPolicy = {
	kind: 'sandbox',
	host: 'monde.example',
	address: '127.0.0.1',
	ports: [1],
	authority: '',
};
let office: Office;
let deps: ConnectionDeps;

beforeAll(async () => {
	office = await Office.open('connection');
	deps = {
		database: office.database,
		envelopes: createEnvelopes(randomBytes(32)),
		graph: { url: 'https://graph.example', limits: GRAPH_LIMITS },
		policy: sandbox,
		logger: createLogger('test', { level: 'silent' }),
	};
});
afterAll(() => office.close());

async function start(
	address = `${office.ines.userId}@cadrelune.example`,
	language: LanguageCode = 'fr',
): Promise<string> {
	const server = { host: 'imap.provider.example', port: 993, security: 'tls', user: 'ines' } as const;
	const settings = { imap: server, smtp: { ...server, port: 465 }, isShared: false };
	const wish = { address, settings, secrets: { imap: 'secret' }, language };
	return (await office.tx((tx) => startConnectionTest(tx, deps.envelopes, office.ines, wish))).testId;
}
async function run(testId: string, changed: Partial<ConnectionDeps> = {}) {
	const ref = { subscriptionId: office.subscriptionId, id: testId };
	await testConnection({ ...deps, ...changed }, ref, new AbortController().signal);
	return office.tx((tx) => readConnectionTest(tx, office.ines, testId));
}
const failed = (view: Awaited<ReturnType<typeof run>>) =>
	view.checks.filter(({ state }) => state === 'failed').map(({ check, code }) => [check, code]);

it('refuses real hosts in the sandbox, with a line for each server that says so', async () => {
	const view = await run(await start());
	expect(view.state).toBe('failed');
	expect(failed(view)).toEqual([
		['dns-imap', 'host-not-sandbox'],
		['dns-smtp', 'host-not-sandbox'],
	]);
	expect(view.checks.filter(({ state }) => state === 'skipped')).toHaveLength(10);
});

it('refuses a private address elsewhere, unless the installation allows it', async () => {
	const policy: NetworkPolicy = { kind: 'real', allowedPrivateHosts: [] };
	const server = { host: '10.0.0.7', port: 993, security: 'tls', user: 'ines' } as const;
	const { testId } = await office.tx((tx) =>
		startConnectionTest(tx, deps.envelopes, office.ines, {
			address: `${office.ines.userId}@cadrelune.example`,
			settings: { imap: server, smtp: server, isShared: false },
			secrets: { imap: 'secret' },
			language: 'fr',
		}),
	);
	expect(failed(await run(testId, { policy }))).toEqual([
		['dns-imap', 'host-refused'],
		['dns-smtp', 'host-refused'],
	]);
});

it("stops at an address that is not the person's own (R-01): nothing is asked of any server", async () => {
	const view = await run(await start('somebody@cadrelune.example'));
	expect(failed(view)).toEqual([['address', 'address-mismatch']]);
});

it('ends as failed where its secrets cannot be opened, and a second run of an ended test changes nothing', async () => {
	const testId = await start();
	const view = await run(testId, { envelopes: createEnvelopes(randomBytes(32)) });
	expect(view.state).toBe('failed');
	expect(await run(testId)).toEqual(view);
});

it.each(['fr', 'en'] as const)(
	'keeps the language in which the mail to oneself is written: %s',
	async (language) => {
		const testId = await start(undefined, language);
		const opened = await office.tx((tx) => openConnectionTest(tx, deps.envelopes, testId));
		expect(opened?.settings.language).toBe(language);
	},
);
