import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { openDatabase } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';

const BEFORE = [
	'0001_ground',
	'0002_sign_in',
	'0003_sign_in_limits',
	'0005_about',
	'0006_automation_effects',
	'0007_halts',
	'0008_announcements',
	'0009_run_registry',
	'0011_answered_requests',
];
const envelopes = createEnvelopes(randomBytes(32));
let home: TestDatabase;
let owner: pg.Client;

const apply = (name: string) =>
	owner.query(readFileSync(fileURLToPath(new URL(`./migrations/${name}.sql`, import.meta.url)), 'utf8'));

beforeAll(async () => {
	home = await createTestDatabase();
	owner = new pg.Client({ connectionString: home.url });
	await owner.connect();
	await owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public;');
	await owner.query('DROP SCHEMA IF EXISTS auth CASCADE');
	for (const name of BEFORE) await apply(name);
});
afterAll(async () => {
	await owner?.end();
	await home?.drop();
});

it('every mailbox of an earlier release becomes a mailbox and its sender; sends, slots and passwords go with it', async () => {
	const [subscriptionId, userId, ours, other, sendId] = Array.from({ length: 5 }, () => randomUUID());
	const seal = (secret: string) => envelopes.seal(secret, `mailbox:${ours}`);
	await owner.query(`INSERT INTO subscription (id, name) VALUES ($1, 'Cadrelune')`, [subscriptionId]);
	await owner.query(
		`INSERT INTO "user" (subscription_id, id, email, first_name, last_name, licence)
			VALUES ($1, $2, 'camille@cadrelune.example', 'Camille', 'Dérand', 'utilisateur')`,
		[subscriptionId, userId],
	);
	for (const [id, address, smtpLogin] of [
		[ours, 'camille@cadrelune.example', 'relay-user'],
		[other, 'ines@cadrelune.example', null],
	])
		await owner.query(
			`INSERT INTO mailbox (subscription_id, id, owner_id, address, display_name, imap_host, imap_port, imap_security,
				smtp_host, smtp_port, smtp_security, login_name, smtp_login_name, time_zone, daily_cap, ramp_since, uncertain_policy)
			VALUES ($1, $2, $3, $4, 'Camille', 'imap.a.example', 993, 'tls', 'smtp.a.example', 465, 'tls', 'camille', $5,
				'Europe/Brussels', 33, '2026-11-01', 'ask')`,
			[subscriptionId, id, userId, address, smtpLogin],
		);
	await owner.query(
		'INSERT INTO mailbox_secret (subscription_id, mailbox_id, sealed, smtp_sealed) VALUES ($1, $2, $3, $4), ($1, $5, $3, NULL)',
		[subscriptionId, ours, seal('in'), seal('out'), other],
	);
	await owner.query(
		`INSERT INTO send (subscription_id, id, kind, mailbox_id, state, armed_at, sent_at, created_at)
			VALUES ($1, $2, 'personal', $3, 'uncertain', now(), now(), now())`,
		[subscriptionId, sendId, ours],
	);
	await owner.query(
		`INSERT INTO mailbox_slot (subscription_id, send_id, mailbox_id, engagement_id, planned_at, is_first_contact)
			VALUES ($1, $2, $3, $2, now(), true)`,
		[subscriptionId, sendId, ours],
	);
	await apply('0012_senders');

	const { rows } = await owner.query(
		`SELECT sender.*, ramp_since::text AS since, (SELECT count(*)::int FROM send WHERE send.sender_id = sender.id) AS sends,
				(SELECT count(*)::int FROM sender_slot WHERE sender_slot.sender_id = sender.id) AS slots
			FROM sender ORDER BY address`,
	);
	const same = {
		kind: 'personal',
		display_name: 'Camille',
		smtp_host: 'smtp.a.example',
		smtp_port: 465,
		time_zone: 'Europe/Brussels',
		daily_cap: 33,
		since: '2026-11-01',
		uncertain_policy: 'ask',
	};
	expect(rows).toMatchObject([
		{
			...same,
			mailbox_id: ours,
			address: 'camille@cadrelune.example',
			login_name: 'relay-user',
			sends: 1,
			slots: 1,
		},
		{
			...same,
			mailbox_id: other,
			address: 'ines@cadrelune.example',
			login_name: 'camille',
			sends: 0,
			slots: 0,
		},
	]);
	const database = openDatabase({ url: home.url, name: 'senders' });
	const secrets = await database.inSubscription(subscriptionId!, (tx) =>
		openMailboxSecret(tx, envelopes, ours!),
	);
	expect(secrets).toEqual({ imap: 'in', smtp: 'out' });
	await database.close();
});
