import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';

const SWITCH = '0037_relays.sql';
const folder = fileURLToPath(new URL('./migrations/', import.meta.url));
const before = readdirSync(folder)
	.filter((name) => name.endsWith('.sql') && name < SWITCH)
	.sort();
let home: TestDatabase;
let owner: pg.Client;

const apply = (name: string) => owner.query(readFileSync(`${folder}${name}`, 'utf8'));

beforeAll(async () => {
	home = await createTestDatabase();
	owner = new pg.Client({ connectionString: home.url });
	await owner.connect();
	await owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public;');
	await owner.query('DROP SCHEMA IF EXISTS auth CASCADE');
	for (const name of before) await apply(name);
});
afterAll(async () => {
	await owner?.end();
	await home?.drop();
});

it('who has a relay keeps Configurateur SMTP on, everybody else must ask for it', async () => {
	await owner.query(`INSERT INTO installation (public_url, sandbox) VALUES ('http://localhost', true)`);
	const [withTwo, deleted, without] = Array.from({ length: 3 }, () => randomUUID());
	const relay = (subscriptionId: string, deletedAt: string | null) =>
		owner.query(
			`INSERT INTO sender (subscription_id, kind, address, display_name, smtp_host, smtp_port, smtp_security, login_name,
				takes_sequences, deleted_at)
			VALUES ($1, 'relay', $2 || '@cadrelune.example', 'La lettre', 'smtp.a.example', 465, 'tls', 'u', false, $3)`,
			[subscriptionId, randomUUID(), deletedAt],
		);
	for (const id of [withTwo, deleted, without])
		await owner.query(`INSERT INTO subscription (id, name) VALUES ($1, 'Cadrelune')`, [id]);
	await relay(withTwo!, null);
	await relay(withTwo!, null);
	await relay(deleted!, '2026-11-01');
	await apply(SWITCH);
	const { rows } = await owner.query(
		'SELECT subscription_id, on_by_id, off_at, on_at <= now() AS before FROM relay_activation',
	);
	expect(rows).toEqual([{ subscription_id: withTwo, on_by_id: null, off_at: null, before: true }]);
});
