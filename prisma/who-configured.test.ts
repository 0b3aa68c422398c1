import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';

const NAMED = '0052_who_configured_automations.sql';
const folder = fileURLToPath(new URL('./migrations/', import.meta.url));
let home: TestDatabase;
let owner: pg.Client;

const apply = (name: string) => owner.query(readFileSync(`${folder}${name}`, 'utf8'));

beforeAll(async () => {
	home = await createTestDatabase();
	owner = new pg.Client({ connectionString: home.url });
	await owner.connect();
	await owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public;');
	await owner.query('DROP SCHEMA IF EXISTS auth CASCADE');
	const before = readdirSync(folder).filter((name) => name.endsWith('.sql') && name < NAMED);
	for (const name of before.sort()) await apply(name);
});
afterAll(async () => {
	await owner?.end();
	await home?.drop();
});

it('automations of before are in the name of their newsletter’s owner, in their order, issues’ too (R-70)', async () => {
	const [subscription, user, newsletter] = [randomUUID(), randomUUID(), randomUUID()];
	await owner.query(`INSERT INTO subscription (id, name) VALUES ($1, 'Cadrelune')`, [subscription]);
	await owner.query(
		`INSERT INTO "user" (subscription_id, id, email, first_name, last_name, licence) VALUES ($1, $2, 'ines@cadrelune.example', 'Inès', 'M', (enum_range(NULL::licence))[1])`,
		[subscription, user],
	);
	const acts = JSON.stringify([{ kind: 'unsubscribe' }, { kind: 'engage', sequenceId: newsletter }]);
	await owner.query(
		`INSERT INTO newsletter (subscription_id, id, title, owner_id, recurrence, content, content_changed_at, on_success, created_at, changed_at)
		VALUES ($1, $2, 'La lettre', $3, '{}', '{}', now(), $4, now(), now())`,
		[subscription, newsletter, user, acts],
	);
	await owner.query(
		`INSERT INTO newsletter_issue (subscription_id, newsletter_id, date, due_at, language, on_failure, created_at)
		VALUES ($1, $2, '2026-12-01', now(), 'fr', $3, now())`,
		[subscription, newsletter, acts],
	);
	await apply(NAMED);
	const { rows } = await owner.query(
		'SELECT n.on_success, n.on_failure, i.on_failure AS of_issue FROM newsletter n, newsletter_issue i',
	);
	const named = [
		{ kind: 'unsubscribe', configuredById: user },
		{ kind: 'engage', sequenceId: newsletter, configuredById: user },
	];
	expect(rows).toEqual([{ on_success: named, on_failure: [], of_issue: named }]);
});
