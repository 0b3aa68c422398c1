import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { openAuthenticationDatabase, type AuthenticationDatabase } from './authentication-database.ts';
import { createSignInLimit, type SignInLimit, type SignInTry } from './sign-in-limit.ts';

let home: TestDatabase;
let database: AuthenticationDatabase;
let limit: SignInLimit;

beforeAll(async () => {
	home = await createTestDatabase();
	database = openAuthenticationDatabase(home.url);
	limit = createSignInLimit(database);
});
afterAll(async () => {
	await database.$disconnect();
	await home.drop();
});

const somebody = () => `${randomUUID()}@cadrelune.example`;
/** Networks that no other test uses. */
const somewhere = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`;
/** How many of `times` tries in a row are let through; each is left counted, as a failure. */
async function failures(times: number, wanted: (n: number) => SignInTry): Promise<number> {
	let passed = 0;
	for (let n = 0; n < times; n++) if ((await limit.count(wanted(n))).kind === 'counted') passed++;
	return passed;
}
const kindOf = async (wanted: SignInTry) => (await limit.count(wanted)).kind;

it('lets an account fail five times from one network, whatever address of it, and says how long to wait', async () => {
	const email = somebody();
	const address = somewhere();
	expect(await failures(8, (n) => ({ email, address: address.replace(/1$/, `a${n}`) }))).toBe(5);
	const next = await limit.count({ email: email.toUpperCase(), address });
	if (next.kind !== 'refused') throw new Error('it passed');
	expect(next.wait).toBeGreaterThan(0);
	expect(next.wait).toBeLessThanOrEqual(240_000);
});

it('leaves the account open to its owner elsewhere, and the network to everybody else', async () => {
	const email = somebody();
	const address = somewhere();
	await failures(6, () => ({ email, address }));
	expect(await kindOf({ email, address: somewhere() })).toBe('counted');
	expect(await kindOf({ email: somebody(), address })).toBe('counted');
});

it('lets no more than five of sixty tries at the same time through', async () => {
	const wanted = { email: somebody(), address: somewhere() };
	const counted = await Promise.all(Array.from({ length: 60 }, () => limit.count(wanted)));
	expect(counted.filter(({ kind }) => kind === 'counted')).toHaveLength(5);
});

it('counts nothing for a try that is taken back', async () => {
	const wanted = { email: somebody(), address: somewhere() };
	for (let n = 0; n < 130; n++) {
		const counted = await limit.count(wanted);
		if (counted.kind === 'refused') throw new Error(`refused at ${n}`);
		await counted.takeBack();
	}
});

it('slows many networks that guess at one account, and lets a known device of it pass', async () => {
	const email = somebody();
	// One failure leaks out each minute meanwhile.
	const passed = await failures(60, () => ({ email, address: somewhere() }));
	expect(passed).toBeGreaterThanOrEqual(50);
	expect(passed).toBeLessThan(60);
	const device = randomUUID();
	expect(await failures(7, () => ({ email, address: somewhere(), device }))).toBe(5);
	expect(await kindOf({ email, address: somewhere(), device: randomUUID() })).toBe('counted');
});

it('slows a network that tries many accounts, and lets known devices behind it pass', async () => {
	const address = somewhere();
	// One failure leaks out each ten seconds meanwhile.
	const passed = await failures(115, () => ({ email: somebody(), address }));
	expect(passed).toBeGreaterThanOrEqual(100);
	expect(passed).toBeLessThan(115);
	expect(await kindOf({ email: somebody(), address, device: randomUUID() })).toBe('counted');
});

it('does not fill the account from one network that is refused', async () => {
	const email = somebody();
	const address = somewhere();
	await failures(60, () => ({ email, address }));
	expect(await kindOf({ email, address: somewhere() })).toBe('counted');
});

it('forgets what has leaked out', async () => {
	const email = somebody();
	const address = somewhere();
	await failures(6, () => ({ email, address }));
	await database.$executeRaw`UPDATE sign_in_bucket SET empty_at = empty_at - interval '1 hour'`;
	expect(await failures(8, () => ({ email, address }))).toBe(5);
	await database.$executeRaw`UPDATE sign_in_bucket SET empty_at = empty_at - interval '1 hour'`;
	await limit.count({ email: somebody(), address: somewhere() });
	// Rows of this last try alone: its place, its network and its account.
	expect(await database.signInBucket.count()).toBe(3);
});
