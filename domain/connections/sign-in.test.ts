import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { openAccess, openGrant } from '#domain/mailboxes/token-lease.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Office } from '#tests/environment/office.ts';
import { readConsentPage, returnOfAdministrator } from './administrator-consent.ts';
import { givePassword } from './give-password.ts';
import { readConsentRequest } from './read-consent-request.ts';
import { returnFromProvider } from './return-from-provider.ts';
import { granted, refused, signingsOf, type Signing } from './signings.test-support.ts';
import type { SignInAnswer } from './take-sign-in.ts';
import { withdrawConnection } from './withdraw-connection.ts';

const envelopes = createEnvelopes(randomBytes(32));
const server = { host: 'outlook.example', port: 993, security: 'tls' as const, user: 'someone' };
let office: Office;
let signings: ReturnType<typeof signingsOf>;

beforeAll(async () => {
	office = await Office.open('sign-ins');
	signings = signingsOf(office, envelopes);
});
afterAll(() => office.close());

/** Somebody waits for this transaction. */
async function isWaitedFor(tx: Transaction): Promise<void> {
	for (;;) {
		const waiting = await tx.sql`
			SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid`;
		if (waiting.length > 0) return;
	}
}

describe('a return from a provider', () => {
	it('is redeemed once, and what it brought is what the mailbox is read and sends by', async () => {
		const signing = await signings.atTheDoor();
		const { state, challenge } = await signings.leave(signing);
		await signings.comeBack(signing, state);
		expect(await signings.look(signing)).toEqual({ kind: 'ask-provider' });
		const asked = await signings.question(signing);
		expect(asked).toMatchObject({ kind: 'redeem', vendor: 'microsoft', code: 'the-code', purpose: 'mail' });
		expect(challenge).toMatch(/^[\w-]{43}$/);
		expect(await signings.question(signing)).toBeUndefined();

		await signings.answer(signing, granted(signing.address.toUpperCase()));
		expect(await signings.look(signing)).toMatchObject({ reason: 'connect-testing' });
		expect(await signings.runTest(signing)).toBe(true);
		expect(await signings.look(signing)).toEqual({ kind: 'ended' });
		const { mailboxId, grantSealed, accessSealed } = await signings.rowOf(signing);
		expect([grantSealed, accessSealed]).toEqual([null, null]);
		const kept = await office.tx(({ db }) =>
			db.mailboxGrant.findFirstOrThrow({ where: { mailboxId: mailboxId! } }),
		);
		expect(kept.provider).toBe('microsoft');
		expect(openGrant(envelopes, mailboxId!, kept.grantSealed)).toBe('the-grant');
		expect(openAccess(envelopes, mailboxId!, kept.accessSealed!)).toBe('the-token');
		expect(await office.tx((tx) => openMailboxSecret(tx, envelopes, mailboxId!))).toBeUndefined();
	});

	it('that comes twice changes nothing the second time', async () => {
		const signing = await signings.signedIn();
		const { state } = await signings.leave(signing);
		await signings.comeBack(signing, state, {
			kind: 'refused',
			fault: 'conditional-access',
			code: 'AADSTS53003',
		});
		expect((await signings.read(signing)).fault).toBe('conditional-access');
		await signings.comeBack(signing, state);
		expect((await signings.read(signing)).fault).toBe('conditional-access');
		expect(await signings.question(signing)).toBeUndefined();
	});

	it('of another person, another session, another state or long ago is none', async () => {
		const signing = await signings.atTheDoor();
		const other = await signings.atTheDoor();
		const { state } = await signings.leave(signing);
		const foreign = [
			() => signings.comeBack(other, state),
			() => signings.comeBack({ ...signing, sessionId: 'another' }, state),
			() => signings.comeBack(signing, 'never-given'),
			() =>
				office.tx((tx) =>
					returnFromProvider(tx, envelopes, signing.actor, { ...signing, state, read: () => undefined }),
				),
		];
		for (const one of foreign) expect(await refused(one())).toBe('visit-unknown');
		await office.tx(
			({ db }) => db.$executeRaw`UPDATE sign_in_visit SET begun_at = begun_at - interval '61 minutes'`,
		);
		expect(await refused(signings.comeBack(signing, state))).toBe('visit-unknown');
		expect(await signings.look(signing)).toMatchObject({ reason: 'connect-door' });
	});

	it('of a connection that was withdrawn meanwhile is refused', async () => {
		const signing = await signings.atTheDoor();
		const { state } = await signings.leave(signing);
		await office.tx((tx) => withdrawConnection(tx, signing.actor, signing.id));
		expect(await refused(signings.comeBack(signing, state))).toBe('connection-over');
	});

	it('of a provider that was left for another one is none', async () => {
		const signing = await signings.atTheDoor();
		const { state } = await signings.leave(signing);
		await signings.elsewhere(signing);
		expect(await refused(signings.comeBack(signing, state))).toBe('visit-unknown');
		expect(await signings.read(signing)).toMatchObject({ stage: 'recognising' });
	});

	it('is its owner’s: nobody signs in for somebody else (5.6-3)', async () => {
		const signing = await signings.atTheDoor();
		expect(await refused(signings.leave({ ...signing, actor: office.ines }))).toBe('not-allowed');
	});
});

describe('what a provider answers', () => {
	const cases: [string, (signing: Signing) => SignInAnswer, string][] = [
		['another account', () => granted('somebody@elsewhere.example'), 'other-account'],
		['a permission unticked', ({ address }) => granted(address, { missing: 1 }), 'permissions-missing'],
		[
			'no for good',
			() => ({ kind: 'refused', fault: 'not-assigned', isPermanent: true, code: 'AADSTS50105' }),
			'not-assigned',
		],
		['nothing', () => ({ kind: 'unavailable', code: 'timeout' }), 'provider-silent'],
	];
	it.each(cases)('%s: waits for the person, and nothing is kept', async (_, said, fault) => {
		const signing = await signings.atTheDoor();
		await signings.comeBack(signing, (await signings.leave(signing)).state);
		await signings.question(signing);
		await signings.answer(signing, said(signing));
		expect(await signings.look(signing)).toEqual({ kind: 'wait', reason: 'connect-refused', until: null });
		expect(await signings.read(signing)).toMatchObject({ stage: 'mending', fault, mayRetry: false });
		expect((await signings.rowOf(signing)).grantSealed).toBeNull();
	});

	const after = [
		granted('somebody@elsewhere.example'),
		{ kind: 'refused', fault: 'not-assigned', isPermanent: true, code: 'AADSTS50105' },
		{ kind: 'unavailable', code: 'timeout' },
	] satisfies SignInAnswer[];
	it.each(after)('$kind, after the person chose another way: changes nothing', async (late) => {
		const [chose, typed] = [await signings.atTheDoor(), await signings.atTheDoor()];
		for (const signing of [chose, typed]) {
			await signings.comeBack(signing, (await signings.leave(signing)).state);
			await signings.question(signing);
		}
		await signings.elsewhere(chose);
		await office.tx((tx) =>
			givePassword(tx, envelopes, typed.actor, {
				...{ connectionId: typed.id, password: 'the-password' },
				servers: { imap: server, smtp: { ...server, port: 465 } },
			}),
		);
		for (const signing of [chose, typed]) {
			const before = await signings.rowOf(signing);
			await signings.answer(signing, late);
			expect(await signings.rowOf(signing)).toEqual(before);
		}
	});

	it('a token that is over is renewed before the next test, by itself', async () => {
		const signing = await signings.signedIn();
		await signings.look(signing);
		await signings.runTest(signing, 'protocol-disabled');
		expect(await signings.look(signing)).toMatchObject({ reason: 'connect-retrying' });
		await office.tx(
			({ db, at }) => db.$executeRaw`UPDATE mailbox_connection SET access_until = clock_timestamp(),
				next_look_at = ${at} WHERE id = ${signing.id}::uuid`,
		);
		expect(await signings.look(signing)).toEqual({ kind: 'ask-provider' });
		expect(await signings.question(signing)).toEqual({
			kind: 'renew',
			purpose: 'mail',
			isShared: false,
			vendor: 'microsoft',
			grant: 'the-grant',
		});
		await signings.answer(signing, granted(undefined, { grant: 'the-next-grant' }));
		expect(await signings.look(signing)).toMatchObject({ reason: 'connect-testing' });
		expect(await signings.runTest(signing)).toBe(true);
		expect(await signings.look(signing)).toEqual({ kind: 'ended' });
	});

	it('silence to a renewal waits and asks again by itself', async () => {
		const signing = await signings.signedIn();
		await signings.answer(signing, { kind: 'unavailable', code: 'timeout' });
		const waits = await signings.look(signing);
		expect(waits).toMatchObject({ kind: 'wait', reason: 'connect-retrying' });
	});
});

describe('an administrator elsewhere', () => {
	const NEEDED: SignInAnswer = {
		...{ kind: 'refused', fault: 'consent-required', isPermanent: true },
		code: 'AADSTS65001',
	};
	async function waiting(domain?: string): Promise<Signing & { token: string }> {
		const signing = await signings.atTheDoor(domain);
		await signings.comeBack(signing, (await signings.leave(signing)).state);
		await signings.question(signing);
		await signings.answer(signing, NEEDED);
		const { token } = await office.tx((tx) => readConsentRequest(tx, envelopes, signing.actor, signing.id));
		return { ...signing, token: token! };
	}

	it('is waited for; asked again it is the same request', async () => {
		const signing = await waiting();
		expect(await signings.look(signing)).toEqual({ kind: 'wait', reason: 'connect-consent', until: null });
		await signings.comeBack(signing, (await signings.leave(signing)).state);
		await signings.question(signing);
		await signings.answer(signing, NEEDED);
		const again = await office.tx((tx) => readConsentRequest(tx, envelopes, signing.actor, signing.id));
		expect(again.token).toBe(signing.token);
	});

	it('sees who asks without an account, and consents for everybody of the organisation', async () => {
		const [lea, hugo, elsewhere] = [
			await waiting('une.example'),
			await waiting('une.example'),
			await waiting('autre.example'),
		];
		const page = await readConsentPage(office.database, lea.token);
		expect(page).toMatchObject({ domain: 'une.example', state: 'open', asker: { address: lea.address } });
		expect(await returnOfAdministrator(office.database, lea.token, true)).toEqual({ hasConsented: true });
		for (const signing of [lea, hugo])
			expect(await signings.read(signing)).toMatchObject({ stage: 'choosing', reason: 'connect-consented' });
		expect(await signings.read(elsewhere)).toMatchObject({ stage: 'consent' });
		expect(await readConsentPage(office.database, lea.token)).toMatchObject({ state: 'consented' });
	});

	it('who refuses leaves it waiting, with the link', async () => {
		const signing = await waiting();
		await returnOfAdministrator(office.database, signing.token, false);
		expect(await signings.read(signing)).toMatchObject({ stage: 'consent' });
		expect(await readConsentPage(office.database, signing.token)).toMatchObject({ state: 'refused' });
		expect(await returnOfAdministrator(office.database, signing.token, true)).toBeDefined();
		expect(await signings.read(signing)).toMatchObject({ reason: 'connect-consented' });
	});

	it('who consents while the request is withdrawn brings nothing back', async () => {
		const signing = await waiting();
		const returned = await office.tx(async (tx) => {
			await withdrawConnection(tx, signing.actor, signing.id);
			const returning = returnOfAdministrator(office.database, signing.token, true);
			await isWaitedFor(tx);
			return { returning };
		});
		await returned.returning;
		expect(await signings.read(signing)).toMatchObject({ stage: 'withdrawn', reason: 'connect-withdrawn' });
	});

	it('a link of nobody, or of a request that was withdrawn, opens nothing', async () => {
		const signing = await waiting();
		await office.tx((tx) => withdrawConnection(tx, signing.actor, signing.id));
		const links = [signing.token, 'x', `${signing.token.slice(0, -4)}AAAA`];
		for (const link of links) {
			expect(await refused(readConsentPage(office.database, link))).toBe('link-over');
		}
		await returnOfAdministrator(office.database, signing.token, true);
		expect(await signings.read(signing)).toMatchObject({ stage: 'withdrawn' });
		expect(await returnOfAdministrator(office.database, 'x', true)).toBeUndefined();
	});
});
