import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTestDatabase } from '#tests/environment/database.ts';
import { openDatabase } from './database.ts';

it('reads several relations in one transaction without asking a busy connection', async () => {
	const warnings: string[] = [];
	const hear = ({ message }: Error) => void warnings.push(message);
	process.on('warning', hear);
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'in-turn' });
	const subscriptionId = randomUUID();
	try {
		const read = await database.inSubscription(subscriptionId, async ({ db }) => {
			await db.subscription.create({ data: { id: subscriptionId, name: 'Cadrelune' } });
			await db.company.create({ data: { subscriptionId, name: 'Brumevent' } });
			return db.company.findFirstOrThrow({ include: { contacts: true, domains: true, tags: true } });
		});
		expect(read).toMatchObject({ name: 'Brumevent', contacts: [], domains: [], tags: [] });
		await setImmediate();
		expect(warnings).toEqual([]);
	} finally {
		process.off('warning', hear);
		await database.close();
		await testDatabase.drop();
	}
});

it('goes on after a statement that failed: the transaction says what is wrong with it', async () => {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'in-turn' });
	try {
		const failed = database.inSubscription(randomUUID(), async ({ db }) => {
			await db.$queryRaw`SELECT 1 / 0`.catch(() => {});
			return db.company.count();
		});
		await expect(failed).rejects.toThrow(/aborted/);
	} finally {
		await database.close();
		await testDatabase.drop();
	}
});
