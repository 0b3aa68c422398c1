import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepGrant, leaseGrant } from '#domain/mailboxes/token-lease.ts';
import { openMailboxSecret, setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { Office } from '#tests/environment/office.ts';
import { startTokenServer, type TokenServer } from '#tests/environment/token-server.ts';
import { until } from '#tests/environment/until.ts';
import { accountFor, accountToRead, type AccountDeps } from './account-for.ts';

const envelopes = createEnvelopes(randomBytes(32));
const HOUR = 3_600_000;
let office: Office;
let server: TokenServer;
let deps: AccountDeps;
let asked: number;

beforeAll(async () => {
	const certificate = await issueTestCertificate();
	server = await startTokenServer(certificate);
	office = await Office.open('accounts');
	deps = {
		database: office.database,
		envelopes,
		signInProviders: new Map([['test', server.provider]]),
		logger: createLogger('test', { level: 'silent' }),
	};
});
afterAll(async () => {
	await server?.close();
	await office?.close();
});
beforeEach(async () => {
	await office.watch({});
	await consent(0);
	server.answer(() => ({ body: { access_token: 'second', expires_in: 3_600 } }));
	asked = server.asked.length;
});
afterEach(() => office.tx(({ db }) => db.notification.deleteMany()));

/** @param holds Milliseconds for which the access token that came with the consent holds. */
const consent = (holds: number) =>
	office.tx(async (tx) => {
		await tx.lock('mailbox', [office.mailboxId]);
		await keepGrant(tx, envelopes, office.mailboxId, {
			provider: 'test',
			accessToken: 'first',
			grant: 'kept',
			holds,
		});
	});
const login = () => accountFor(deps, office.subscriptionId, office.senderId);
const grant = () => office.tx(({ db }) => db.mailboxGrant.findFirstOrThrow());
const requests = () => server.asked.slice(asked);
const usedTokens = () => requests().map((form) => form.get('refresh_token'));
const endAccess = () =>
	office.tx(({ db }) => db.$executeRaw`UPDATE mailbox_grant SET access_until = clock_timestamp()`);

describe('a password', () => {
	it('is ready without asking anybody, and takes the place of a grant', async () => {
		await office.tx((tx) => setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'in', smtp: 'out' }));
		expect(await login()).toMatchObject({
			kind: 'ready',
			account: {
				smtp: { credentials: { kind: 'password', user: 'camille', password: 'out' } },
				mailbox: { imap: { credentials: { kind: 'password', user: 'camille', password: 'in' } } },
			},
		});
		expect(await office.tx(({ db }) => db.mailboxGrant.count())).toBe(0);
		await consent(HOUR);
		expect(await office.tx((tx) => openMailboxSecret(tx, envelopes, office.mailboxId))).toBeUndefined();
		expect(requests()).toHaveLength(0);
	});

	it('that was sealed before senders had rows of their own still opens', async () => {
		await office.tx((tx) => setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'in', smtp: 'out' }));
		const sealed = new Uint8Array(envelopes.seal('older', `mailbox:${office.mailboxId}`));
		await office.tx(({ db }) => db.senderSecret.updateMany({ data: { sealed } }));
		expect(await login()).toMatchObject({ account: { smtp: { credentials: { password: 'older' } } } });
		await office.tx(({ db }) => db.senderSecret.updateMany({ data: { sealed: new Uint8Array(100) } }));
		expect(await login()).toEqual({ kind: 'missing' });
	});
});

describe('a token', () => {
	it('that holds is used as it is, to send and to read', async () => {
		await consent(HOUR);
		const credentials = { kind: 'oauth', user: 'camille', accessToken: 'first' };
		expect(await login()).toMatchObject({
			account: { smtp: { credentials }, mailbox: { imap: { credentials } } },
		});
		const read = await accountToRead(deps, office.subscriptionId, office.mailboxId);
		expect(read).toMatchObject({ kind: 'ready', account: { credentials } });
		expect(requests()).toHaveLength(0);
	});

	it('that is over is renewed once, and the next one is kept sealed', async () => {
		expect(await login()).toMatchObject({ account: { smtp: { credentials: { accessToken: 'second' } } } });
		expect(await login()).toMatchObject({ account: { smtp: { credentials: { accessToken: 'second' } } } });
		expect(usedTokens()).toEqual(['kept']);
		const { grantSealed, accessSealed, leaseId } = await grant();
		expect(Buffer.concat([grantSealed, accessSealed!]).toString('latin1')).not.toMatch(/kept|second/);
		expect(leaseId).toBeNull();
	});

	it('rotation: the new refresh token is the one that is used next', async () => {
		server.answer((form) => ({
			body: { access_token: 'second', expires_in: 3_600, refresh_token: `${form.get('refresh_token')}+` },
		}));
		await login();
		await endAccess();
		await login();
		expect(usedTokens()).toEqual(['kept', 'kept+']);
	});

	it('two workers at once ask once: the other waits without asking', async () => {
		server.answer(() => undefined);
		const first = login();
		await until('the provider is asked', () => requests().length === 1);
		expect(await login()).toEqual({ kind: 'busy' });
		expect(await accountToRead(deps, office.subscriptionId, office.mailboxId)).toEqual({ kind: 'busy' });
		server.release({ body: { access_token: 'second', expires_in: 3_600 } });
		expect(await first).toMatchObject({ kind: 'ready' });
		expect(await login()).toMatchObject({ kind: 'ready' });
		expect(requests()).toHaveLength(1);
	});

	it('a worker that died while it asked holds nobody up for longer than its lease', async () => {
		await office.tx((tx) => leaseGrant(tx, office.mailboxId));
		expect(await login()).toEqual({ kind: 'busy' });
		await office.tx(({ db }) => db.$executeRaw`UPDATE mailbox_grant SET lease_until = clock_timestamp()`);
		expect(await login()).toMatchObject({ kind: 'ready' });
	});

	it('an answer that outlived its lease is kept, unless the refresh token was replaced meanwhile', async () => {
		const overtaken = async (second: object) => {
			server.answer(() => undefined);
			const late = login();
			await until('the provider is asked', () => requests().length === 1);
			await office.tx(({ db }) => db.$executeRaw`UPDATE mailbox_grant SET lease_until = clock_timestamp()`);
			server.answer(() => ({ body: second }));
			await login();
			server.release({ body: { access_token: 'late', expires_in: 3_600, refresh_token: 'late-one' } });
			return late;
		};
		const rotated = { access_token: 'second', expires_in: 3_600, refresh_token: 'newer' };
		expect(await overtaken(rotated)).toMatchObject({
			account: { smtp: { credentials: { accessToken: 'second' } } },
		});
		await endAccess();
		server.answer(() => ({ body: { access_token: 'third', expires_in: 3_600 } }));
		await login();
		expect(usedTokens().at(-1)).toBe('newer');

		await consent(0);
		asked = server.asked.length;
		expect(await overtaken({ error: 'down' })).toMatchObject({
			account: { smtp: { credentials: { accessToken: 'late' } } },
		});
	});

	it('a provider that cannot be asked changes nothing, and is asked again by the next', async () => {
		const before = await grant();
		for (const reply of [
			{ status: 503, body: '' },
			{ status: 401, body: { error: 'invalid_client' } },
		]) {
			server.answer(() => reply);
			expect(await login()).toEqual({ kind: 'unavailable' });
		}
		expect(await grant()).toEqual(before);
		server.answer(() => ({ body: { access_token: 'second', expires_in: 3_600 } }));
		expect(await login()).toMatchObject({ kind: 'ready' });
	});

	it('of a provider that is not configured, or sealed under another master key, is none', async () => {
		const elsewhere = { ...deps, signInProviders: new Map() };
		expect(await accountFor(elsewhere, office.subscriptionId, office.senderId)).toEqual({
			kind: 'unavailable',
		});
		const foreign = { ...deps, envelopes: createEnvelopes(randomBytes(32)) };
		expect(await accountFor(foreign, office.subscriptionId, office.senderId)).toEqual({ kind: 'missing' });
		expect(requests()).toHaveLength(0);
		expect((await grant()).leaseId).toBeNull();
	});

	it('invalid_grant loses the mailbox at once, told once, and nobody asks again until a new consent', async () => {
		server.answer(() => ({ status: 400, body: { error: 'invalid_grant' } }));
		const { id } = await office.engaged();
		const watch = () => office.tx(({ db }) => db.mailboxWatch.findFirstOrThrow());
		const { fence } = await watch();
		expect(await login()).toEqual({ kind: 'refused', fault: 'grant-expired' });
		expect(await login()).toEqual({ kind: 'refused', fault: 'grant-expired' });
		expect(requests()).toHaveLength(1);
		const mailbox = await office.tx(({ db }) => db.mailbox.findFirstOrThrow());
		expect(mailbox).toMatchObject({ state: 'lost', errorCode: 'grant-expired' });
		expect((await watch()).fence).toBeGreaterThan(fence);
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual(['mailbox-lost']);
		expect(await office.look(id)).toMatchObject({ kind: 'wait', reason: 'mailbox-lost' });

		server.answer(() => ({ body: { access_token: 'second', expires_in: 3_600 } }));
		await consent(0);
		expect(await login()).toMatchObject({ kind: 'ready' });
	});

	it('invalid_grant said to a worker whose lease was taken over loses nothing', async () => {
		server.answer(() => undefined);
		const late = login();
		await until('the provider is asked', () => requests().length === 1);
		await office.tx(({ db }) => db.$executeRaw`UPDATE mailbox_grant SET lease_until = clock_timestamp()`);
		server.answer(() => ({ body: { access_token: 'second', expires_in: 3_600, refresh_token: 'newer' } }));
		await login();
		server.release({ status: 400, body: { error: 'invalid_grant' } });
		expect(await late).toEqual({ kind: 'busy' });
		expect(await login()).toMatchObject({ kind: 'ready' });
		const mailbox = await office.tx(({ db }) => db.mailbox.findFirstOrThrow());
		expect(mailbox.state).toBe('synchronised');
	});
});
