import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepGrant, openGrant } from '#domain/mailboxes/token-lease.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { startAuthorityRig, type AuthorityRig, type VendorKey } from '#tests/environment/authority-rig.ts';
import { Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import type { Purpose } from '#providers/sign-in/sign-in-answer.ts';
import { accountFor, accountToRead, forgetRefused, type AccountDeps } from './account-for.ts';

const MAILBOXES = 200;
const envelopes = createEnvelopes(randomBytes(32));
/** Each line that a worker logs. */
const logged: string[] = [];
let rig: AuthorityRig;
let office: Office;
let deps: AccountDeps;

beforeAll(async () => {
	rig = await startAuthorityRig();
	office = await Office.open('renewals');
	const vendors = ['microsoft', 'google'] as const;
	deps = {
		database: office.database,
		envelopes,
		signInProviders: new Map(vendors.map((vendor) => [vendor, rig.provider(vendor)])),
		logger: createLogger('test', {
			level: 'trace',
			destination: { write: (line: string) => void logged.push(line) },
		}),
	};
});
afterAll(async () => {
	await office?.close();
	await rig?.close();
});
beforeEach(() => rig.authority.behave('well'));

/** A mailbox of a person who has just consented; its access token is over. */
async function consented(
	vendor: VendorKey,
	name: string,
	purpose: Purpose = 'mail',
): Promise<{ mailboxId: string; address: string }> {
	const address = `${name}@${vendor}.example`;
	rig.store.ensure({ address, name, vendor, rotates: true });
	const { grant, accessToken } = await rig.consent(vendor, address, { purpose });
	return office.tx(async (tx) => {
		const ownerId = office.camille.userId;
		const { mailboxId } = await createMailbox(tx, { ownerId, address, loginName: address });
		await tx.lock('mailbox', [mailboxId]);
		await keepGrant(tx, envelopes, mailboxId, { provider: vendor, accessToken, grant, holds: 0 });
		return { mailboxId, address };
	});
}

/** The token by which the mails of a mailbox leave through Graph. */
async function graphToken(mailboxId: string) {
	const [sender] = await office.tx(({ db }) =>
		db.sender.updateManyAndReturn({ where: { mailboxId }, data: { delivery: 'graph' } }),
	);
	const got = await accountFor(deps, office.subscriptionId, sender!.id);
	if (got.kind !== 'ready' || got.account.delivery !== 'graph')
		return got as Exclude<typeof got, { kind: 'ready' }>;
	return { ...got, account: got.account.graph.accessToken };
}

const login = (mailboxId: string) => accountToRead(deps, office.subscriptionId, mailboxId);
const rowOf = (mailboxId: string) =>
	office.tx(({ db }) => db.mailboxGrant.findFirstOrThrow({ where: { mailboxId } }));
const endAccess = (mailboxId: string) =>
	office.tx(
		({ db }) =>
			db.$executeRaw`UPDATE mailbox_grant SET access_until = clock_timestamp() WHERE mailbox_id = ${mailboxId}::uuid`,
	);

describe('renewals', () => {
	it('200 in the same minute, wanted by two workers each: every account is asked for once', async () => {
		const mailboxes = await Promise.all(
			Array.from({ length: MAILBOXES }, (_, index) =>
				consented(index % 2 === 0 ? 'microsoft' : 'google', `person-${index}`),
			),
		);
		const before = rig.authority.asked;
		const both = [...mailboxes, ...mailboxes].map(async ({ mailboxId, address }) => ({
			address,
			got: await login(mailboxId),
		}));
		const answers = await Promise.all(both);
		expect(rig.authority.asked - before).toBe(MAILBOXES);
		for (const { address, got } of answers) {
			if (got.kind === 'busy') continue;
			if (got.kind !== 'ready' || got.account.credentials.kind !== 'oauth') throw new Error(got.kind);
			expect(got.account.credentials.user).toBe(address);
			expect(rig.authority.grants.holderOf(got.account.credentials.accessToken, 'imap')?.address).toBe(
				address,
			);
		}
		for (const { mailboxId } of mailboxes) expect((await login(mailboxId)).kind).toBe('ready');
		expect(rig.authority.asked - before).toBe(MAILBOXES);
	});

	it.each(['microsoft', 'google'] as const)(
		'%s: what is kept is what the next renewal needs',
		async (vendor) => {
			const { mailboxId } = await consented(vendor, 'rotating');
			const grants = new Set<string>();
			for (let round = 0; round < 3; round++) {
				const got = await login(mailboxId);
				expect(got).toMatchObject({ kind: 'ready', isNew: true });
				grants.add(openGrant(envelopes, mailboxId, (await rowOf(mailboxId)).grantSealed));
				await endAccess(mailboxId);
			}
			expect(grants.size).toBe(3);
		},
	);

	it.each(['microsoft', 'google'] as const)(
		'%s: revoked in between, the mailbox is lost with why, told once',
		async (vendor) => {
			const { mailboxId, address } = await consented(vendor, 'revoking');
			rig.store.revoke(address);
			const lost = { kind: 'refused', fault: 'grant-expired' };
			expect(await login(mailboxId)).toEqual(lost);
			const before = rig.authority.asked;
			expect(await login(mailboxId)).toEqual(lost);
			expect(rig.authority.asked).toBe(before);
			const mailbox = await office.tx(({ db }) => db.mailbox.findFirstOrThrow({ where: { id: mailboxId } }));
			expect(mailbox).toMatchObject({ state: 'lost', errorCode: 'grant-expired' });
			expect(await rowOf(mailboxId)).toMatchObject({ refusedFault: 'grant-expired', accessSealed: null });
		},
	);

	it('one mailbox has a token for each resource, renewed one at a time; what Graph refuses loses no mailbox', async () => {
		const { mailboxId, address } = await consented('microsoft', 'graph', 'mail-and-graph');
		const token = () => graphToken(mailboxId);
		const got = await token();
		if (got.kind !== 'ready') throw new Error(got.kind);
		expect(rig.authority.grants.introspect(got.account)).toMatchObject({
			email: address,
			scope: 'https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send',
		});
		const before = rig.authority.asked;
		expect(await token()).toEqual({ kind: 'ready', account: got.account });
		expect(rig.authority.asked).toBe(before);
		expect(await login(mailboxId)).toMatchObject({ kind: 'ready' });
		expect(await token()).toEqual({ kind: 'ready', account: got.account });

		const credentials = { kind: 'oauth', user: address, accessToken: got.account } as const;
		await forgetRefused(deps, office.subscriptionId, mailboxId, credentials);
		const next = await token();
		expect(next).toMatchObject({ kind: 'ready', isNew: true });
		expect(next).not.toMatchObject({ account: got.account });

		const without = await consented('microsoft', 'mail-alone');
		expect(await graphToken(without.mailboxId)).toEqual({
			kind: 'refused',
			fault: 'consent-required',
		});
		expect(await login(without.mailboxId)).toMatchObject({ kind: 'ready' });
	});

	it('a wrong secret of the installation loses nobody', async () => {
		const { mailboxId } = await consented('microsoft', 'operator');
		const wrong = {
			...deps,
			signInProviders: new Map([['microsoft', rig.provider('microsoft', { clientSecret: 'x' })]]),
		};
		expect(await accountToRead(wrong, office.subscriptionId, mailboxId)).toEqual({ kind: 'unavailable' });
		expect(await login(mailboxId)).toMatchObject({ kind: 'ready' });
		expect(logged.join('')).toContain('client-secret-wrong');
	});

	it('no line of the log has a token, a grant, a secret or an address', async () => {
		const rows = await office.tx(({ db }) => db.mailboxGrant.findMany());
		const said = logged.join('\n');
		expect(said).not.toBe('');
		expect(said).not.toContain('@');
		expect(said).not.toContain(rig.settings.microsoft.clientSecret);
		for (const { mailboxId, grantSealed, accessSealed } of rows) {
			const grant = openGrant(envelopes, mailboxId, grantSealed);
			const refresh = /"RefreshToken":.*?"secret":"([^"]+)"/.exec(grant)?.[1] ?? grant;
			expect(said.includes(refresh)).toBe(false);
			if (accessSealed)
				expect(said.includes(envelopes.open(accessSealed, `access:${mailboxId}`).toString())).toBe(false);
		}
	});
});
