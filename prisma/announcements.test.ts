/** What is announced of a statement on the channel `refrain`: one announcement a subscription, however many rows. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';

const [ardelouse, bruvelin] = ['a', 'b'].map((letter) => randomUUID().replace(/^./, letter)) as [
	string,
	string,
];
let database: TestDatabase;
let client: pg.Client;
let heard: Record<string, unknown>[] = [];

beforeAll(async () => {
	database = await createTestDatabase();
	client = new pg.Client({ connectionString: database.adminUrl });
	await client.connect();
	client.on('notification', ({ payload }) => heard.push(JSON.parse(payload!) as Record<string, unknown>));
	for (const id of [ardelouse, bruvelin])
		await client.query(`INSERT INTO subscription (id, name) VALUES ($1, 'Cadrelune')`, [id]);
	await client.query(
		`INSERT INTO company (subscription_id, name) SELECT s.id, 'Ardelouse' FROM subscription s, generate_series(1, 1000)`,
	);
	await client.query('LISTEN refrain');
});
afterAll(async () => {
	await client.end();
	await database.drop();
});
beforeEach(() => (heard = []));

/** What a statement announced; a session hears its own announcements before the answer of its next statement. */
async function told(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
	await client.query(sql, values);
	await client.query('SELECT');
	return heard;
}

const visits = (rows: string, company = 'id') =>
	`INSERT INTO event (subscription_id, at, kind, company_id)
	SELECT subscription_id, now(), 'sheet-visited', ${company} FROM (SELECT * FROM company ${rows}) visited`;

describe('an announcement', () => {
	it('names the one row as a web process of release 0.1 reads it', async () => {
		const [only, ...others] = await told(visits(`WHERE subscription_id = $1 LIMIT 1`), [ardelouse]);
		expect(others).toEqual([]);
		expect(only).toEqual({ subscription: ardelouse, kind: 'company', id: expect.any(String) });
	});

	it('names three rows of one statement together', async () => {
		const { rows } = await client.query<{ id: string }>(
			'SELECT id FROM company WHERE subscription_id = $1 LIMIT 3',
			[ardelouse],
		);
		const ids = rows.map(({ id }) => id);
		const [only, ...others] = await told(visits('WHERE id = ANY($1)'), [ids]);
		expect(others).toEqual([]);
		expect((only!.ids as string[]).toSorted()).toEqual(ids.toSorted());
		expect(only).toMatchObject({ subscription: ardelouse, kind: 'company', id: (only!.ids as string[])[0] });
		expect(only).not.toHaveProperty('count');
	});

	it('counts a thousand rows of one statement, without their ids', async () => {
		expect(await told(visits('WHERE subscription_id = $1'), [ardelouse])).toEqual([
			{ subscription: ardelouse, kind: 'company', id: expect.any(String), count: 1_000 },
		]);
	});

	it('is made once for each subscription of a statement', async () => {
		const both = await told(visits('WHERE true'));
		expect(both.map(({ subscription, count }) => `${String(subscription)} ${String(count)}`).sort()).toEqual([
			`${ardelouse} 1000`,
			`${bruvelin} 1000`,
		]);
	});

	it('names a sheet once that a thousand rows are about', async () => {
		const one = `(SELECT id FROM company WHERE subscription_id = '${ardelouse}' LIMIT 1)`;
		expect(await told(visits('WHERE subscription_id = $1', one), [ardelouse])).toEqual([
			{ subscription: ardelouse, kind: 'company', id: expect.any(String) },
		]);
	});

	it('is not made of a statement that changed nothing, nor of rows that are nobody’s to show', async () => {
		expect(await told('UPDATE event SET undone_at = now() WHERE id = $1', [randomUUID()])).toEqual([]);
		expect(await told(visits('WHERE subscription_id = $1', 'NULL::uuid'), [ardelouse])).toEqual([]);
	});

	it('tells a mailbox that is lost or read to its end, and never that it was proven alive', async () => {
		const mailboxId = randomUUID();
		await client.query(
			`WITH owner AS (
				INSERT INTO "user" (subscription_id, id, email, first_name, last_name, licence)
				VALUES ($1, gen_random_uuid(), 'camille@cadrelune.example', 'Camille', 'Dérand', 'utilisateur') RETURNING id)
			INSERT INTO mailbox (subscription_id, id, owner_id, address, imap_host, imap_port, imap_security, login_name)
			SELECT $1, $2, id, 'camille@cadrelune.example', '127.0.0.1', 993, 'tls', 'camille' FROM owner`,
			[ardelouse, mailboxId],
		);
		await client.query('INSERT INTO mailbox_watch (subscription_id, mailbox_id) VALUES ($1, $2)', [
			ardelouse,
			mailboxId,
		]);
		heard = [];
		const watch = (change: string) =>
			told(`UPDATE mailbox_watch SET ${change} WHERE mailbox_id = $1`, [mailboxId]);
		expect(await watch('proven_at = now()')).toEqual([]);
		expect(await watch('lost_at = now()')).toEqual([
			{ subscription: ardelouse, kind: 'mailbox', id: mailboxId },
		]);
	});
});
