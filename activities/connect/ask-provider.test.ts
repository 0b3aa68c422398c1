/** What a connection's provider is asked, and what becomes of that where something is wrong on our side. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { granted, signingsOf, type Signing } from '#domain/connections/signings.test-support.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Renewed } from '#providers/sign-in/sign-in-answer.ts';
import type { SignInProvider } from '#providers/sign-in/sign-in-provider.ts';
import { Office } from '#tests/environment/office.ts';
import { askProvider } from './ask-provider.ts';
import type { ConnectDeps } from './connect-deps.ts';

const envelopes = createEnvelopes(randomBytes(32));
const HOUR = 3_600_000;
let office: Office;
let signings: ReturnType<typeof signingsOf>;

beforeAll(async () => {
	office = await Office.open('ask-provider');
	signings = signingsOf(office, envelopes);
});
afterAll(() => office.close());

/** A provider that lets everybody in, each grant once, and says of Graph what a test wants. */
function provider(address: string, ofGraph: Renewed): SignInProvider {
	return {
		...({} as SignInProvider),
		redeem: async () => ({
			...{ kind: 'granted', account: { address, tenant: undefined }, missing: [] },
			...{ accessToken: 'the-token', holds: HOUR, grant: 'first-grant' },
		}),
		renew: async (grant, resource) => {
			expect([grant, resource]).toEqual(['first-grant', 'graph']);
			return ofGraph;
		},
	};
}

const ask = ({ id }: Signing, signIn: SignInProvider, keys = envelopes) =>
	askProvider(
		{
			...{ database: office.database, envelopes: keys, signInProviders: new Map([['microsoft', signIn]]) },
			config: { publicUrl: 'https://refrain.example' },
			logger: createLogger('test', { level: 'silent' }),
			discovery: {} as ConnectDeps['discovery'],
		},
		{ subscriptionId: office.subscriptionId, id },
	);

async function returned(delivery?: 'graph'): Promise<Signing> {
	const signing = await signings.atTheDoor();
	await signings.comeBack(signing, (await signings.leave(signing, delivery)).state);
	return signing;
}

describe('another master key', () => {
	it('while a code is redeemed: the person signs in again, and nobody asks for ever', async () => {
		const signing = await returned();
		await ask(
			signing,
			provider(signing.address, granted(undefined) as never),
			createEnvelopes(randomBytes(32)),
		);
		expect(await signings.read(signing)).toMatchObject({
			...{ stage: 'mending', fault: 'secret-broken', mayRetry: false },
		});
		expect(await signings.look(signing)).toEqual({ kind: 'wait', reason: 'connect-refused', until: null });
		expect((await signings.leave(signing)).purpose).toBe('mail');
	});

	it('before a renewal, or before a test: the same', async () => {
		for (const isStale of [true, false]) {
			const signing = await signings.signedIn();
			const foreign = signingsOf(office, createEnvelopes(randomBytes(32)));
			if (isStale) {
				await office.tx(
					({ db }) =>
						db.$executeRaw`UPDATE mailbox_connection SET access_until = clock_timestamp() WHERE id = ${signing.id}::uuid`,
				);
				expect(await foreign.look(signing)).toEqual({ kind: 'ask-provider' });
				await ask(signing, provider('', granted(undefined) as never), createEnvelopes(randomBytes(32)));
			} else await foreign.look(signing);
			expect(await signings.read(signing)).toMatchObject({ fault: 'secret-broken', mayRetry: false });
		}
	});
});

describe('Microsoft Graph', () => {
	const good = { kind: 'granted', accessToken: 'of-graph', holds: HOUR, grant: 'second-grant' } as const;

	it('is asked for with the grant that let one in, and the newest grant is kept', async () => {
		const signing = await returned('graph');
		await ask(signing, provider(signing.address, { ...good, missing: [] }));
		expect(await signings.read(signing)).toMatchObject({ stage: 'testing', settings: { delivery: 'graph' } });
		const { grantSealed, graphSealed } = await signings.rowOf(signing);
		const open = (sealed: Uint8Array | null) => envelopes.open(sealed!, `connect:${signing.id}`).toString();
		expect([open(grantSealed), open(graphSealed)]).toEqual(['second-grant', 'of-graph']);
	});

	it.each<[string, Renewed, object]>([
		['a permission that is missing', { ...good, missing: ['Mail.Send'] }, { fault: 'permissions-missing' }],
		[
			'a refusal',
			{ kind: 'refused', fault: 'consent-required', isPermanent: true, code: 'AADSTS65001' },
			{ fault: 'consent-required' },
		],
		['silence', { kind: 'unavailable', code: 'timeout' }, { fault: 'provider-silent' }],
	])('%s: told, and what reads the mailbox is kept', async (_, said, told) => {
		const signing = await returned('graph');
		await ask(signing, provider(signing.address, said));
		expect(await signings.read(signing)).toMatchObject({ stage: 'mending', mayRetry: true, ...told });
	});
});
