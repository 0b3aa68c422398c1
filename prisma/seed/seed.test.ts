import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { parseConfig } from '#platform/config.ts';
import type { Config } from '#platform/config.ts';
import { createTestDatabase } from '#tests/environment/database.ts';
import type { TestDatabase } from '#tests/environment/database.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Database } from '#platform/database/database.ts';
import { parseAutomations } from '#domain/automations/automation.ts';
import { cleanBody } from '#domain/writing/clean-body.ts';
import { checkText } from '#domain/writing/variables.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { DEMO_MAILBOXES } from '../demo/mailboxes.ts';
import { DEMO_SENT } from '../demo/sent-mails.ts';
import { seed } from '../seed.ts';
import { CADRELUNE_ID } from './cadrelune.ts';
import { ORGEVANE_ID } from './orgevane.ts';

let home: TestDatabase;
let database: Database;
let settings: Config;

beforeAll(async () => {
	home = await createTestDatabase();
	settings = parseConfig({
		DATABASE_URL: home.url,
		TEMPORAL_ADDRESS: '127.0.0.1:7233',
		REFRAIN_MASTER_KEY: randomBytes(32).toString('base64'),
		REFRAIN_PUBLIC_URL: 'http://localhost:3000',
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORLD_SMTP_PORT: '2465',
		REFRAIN_WORLD_IMAP_PORT: '2993',
		REFRAIN_WORLD_CONTROL_PORT: '2080',
		REFRAIN_WORLD_NAMES_PORT: '2053',
		REFRAIN_WORLD_AUTHORITY: 'authority.pem',
	});
	database = openDatabase({ url: home.url, name: 'seed-test', connections: 2 });
	await seed(settings);
});

afterAll(async () => {
	await database.close();
	await home.drop();
});

/** How many rows each table has, seen from behind row-level security. */
async function counts(): Promise<Record<string, number>> {
	const client = new pg.Client({ connectionString: home.adminUrl });
	await client.connect();
	const { rows: tables } = await client.query<{ name: string }>(
		`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'auth')`,
	);
	const result: Record<string, number> = {};
	for (const { name } of tables) {
		const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`);
		if (rows[0]!.n > 0) result[name.replace('public.', '')] = rows[0]!.n;
	}
	await client.end();
	return result;
}

/** Moves the one clock, as *Avancer le temps* does. */
async function travel(days: number): Promise<void> {
	const client = new pg.Client({ connectionString: home.adminUrl });
	await client.connect();
	await client.query('UPDATE installation SET clock_offset_ms = clock_offset_ms + $1::bigint * 86400000', [
		days,
	]);
	await client.end();
}

test('the first start writes the demonstration world, a second one nothing', async () => {
	const first = await counts();
	expect(first).toMatchObject({
		subscription: 2,
		'"user"': 9,
		'auth."user"': 10,
		support_user: 1,
		company: 13 + 2,
		// 47 people, three of them white.
		contact: 44 + 2,
		reference_contact: 3,
		relance: 9,
		note: 9 + 2,
		routine: 3,
		sequence: 3,
		sequence_step: 9,
		// Of them one shared; of the senders one more, a relay.
		mailbox: 6,
		mailbox_user: 7,
		mailbox_secret: 6,
		sender: 7,
		relay_activation: 1,
		engagement: 8,
		command: 8,
		newsletter: 1,
		newsletter_subscriber: 6,
	});
	expect(await seed(settings)).toHaveLength(2);
	expect(await counts()).toEqual(first);
	await travel(45);
	expect(await seed(settings)).toHaveLength(2);
	expect(await counts()).toEqual(first);
});

test('everybody of Cadrelune has a signature but for the one who finds hers in what she sent', async () => {
	const without = await database.inSubscription(CADRELUNE_ID, ({ db }) =>
		db.user.findMany({ where: { signatureHtml: '' }, select: { email: true } }),
	);
	expect(without).toEqual([{ email: DEMO_SENT.address }]);
});

test('what a person deleted does not come back', async () => {
	await database.inSubscription(CADRELUNE_ID, ({ db }) => db.note.deleteMany({}));
	await seed(settings);
	expect(await database.inSubscription(CADRELUNE_ID, ({ db }) => db.note.count())).toBe(0);
});

test('texts can be saved as they are, automations can be read', async () => {
	const versions = await database.inSubscription(CADRELUNE_ID, ({ db }) =>
		db.sequenceVersion.findMany({ include: { steps: true, sequence: true } }),
	);
	for (const { steps, onSuccess, onFailure, sequence } of versions) {
		expect(sequence.isActive).toBe(true);
		expect([...parseAutomations(onSuccess), ...parseAutomations(onFailure)]).toHaveLength(2);
		for (const { bodyHtml, subject } of steps) {
			expect(checkText(`${subject ?? ''} ${bodyHtml}`)).toEqual([]);
			expect(cleanBody(bodyHtml).replace(/ \/>/g, '>')).toBe(bodyHtml);
		}
	}
});

test('each mailbox has the password that the world knows, sealed, and a run that is asked for', async () => {
	const envelopes = createEnvelopes(settings.masterKey);
	const open = (subscriptionId: string) =>
		database.inSubscription(subscriptionId, async ({ db }) => {
			const mailboxes = await db.mailbox.findMany({ include: { secret: true, watch: true, sender: true } });
			return mailboxes.map(({ id, address, imapPort, secret, watch, sender }) => ({
				address,
				ports: [imapPort, sender!.smtpPort],
				password: envelopes.open(secret!.sealed, `mailbox:${id}`).toString(),
				caughtUp: watch!.caughtUpEpoch === watch!.epoch,
				ramps: sender!.rampSince !== null,
			}));
		});
	const mailboxes = [...(await open(CADRELUNE_ID)), ...(await open(ORGEVANE_ID))];
	for (const { address, password, ports, caughtUp, ramps } of mailboxes) {
		expect(password).toBe(DEMO_MAILBOXES.find((one) => one.address === address)!.password);
		expect([ports, caughtUp, ramps]).toEqual([[2993, 2465], false, address.startsWith('karim.')]);
	}
	expect((await counts()).outbox).toBe(6 + 8 + 6 + 1);
});

test('eight engagements begin by the ordinary path, in the name of their users; one in half a year', async () => {
	const { runs, begun } = await database.inSubscription(CADRELUNE_ID, async ({ db }) => ({
		runs: await db.engagement.findMany({
			include: { contact: true, responsible: true, mailbox: true },
			orderBy: { contact: { lastName: 'asc' } },
		}),
		begun: await db.event.count({ where: { kind: 'engaged' } }),
	}));
	expect(begun).toBe(8);
	const told = runs.map(({ contact, responsible, mailbox, stepCount, startAt, engagedAt }) => ({
		contact: contact.lastName,
		by: responsible.firstName,
		ownMailbox: mailbox.ownerId === responsible.id,
		steps: stepCount,
		inDays: Math.round((startAt.getTime() - engagedAt.getTime()) / 86_400_000),
	}));
	const run = (contact: string, by: string, more: object = {}) => ({
		contact,
		by,
		ownMailbox: true,
		steps: 4,
		inDays: 0,
		...more,
	});
	expect(told).toEqual([
		run('Arzelin', 'Baptiste'),
		run('Galvanec', 'Camille', { steps: 2, inDays: expect.toSatisfy((n: number) => n >= 179 && n <= 180) }),
		run('Hartsworth', 'Inès'),
		run('Ittenbachel', 'Karim'),
		run('Lachenoy', 'Karim'),
		run('Lascombrie', 'Karim'),
		run('Mandrillon', 'Karim'),
		run('Morhannic', 'Camille'),
	]);
});

test('the newsletter is active and each of its subscribers gets it from who subscribed her', async () => {
	const list = await database.inSubscription(CADRELUNE_ID, ({ db }) =>
		db.newsletterSubscriber.findMany({
			where: { unsubscribedAt: null, newsletter: { activatedAt: { not: null }, nextAt: { not: null } } },
			include: { contact: true, sender: true },
			orderBy: { contact: { lastName: 'asc' } },
		}),
	);
	expect(list.map(({ contact, sender }) => [contact.lastName, sender!.address.split('.')[0]])).toEqual([
		['Cantarelle', 'ines'],
		['Daubrac', 'ines'],
		['Haddarou', 'camille'],
		['Maltourne', 'camille'],
		['Roumazelle', 'ines'],
		['Sarlandie', 'ines'],
	]);
});

test('three people said whether they may be measured', async () => {
	const said = await database.inSubscription(CADRELUNE_ID, ({ db }) =>
		db.measuringChoice.findMany({ include: { contact: true }, orderBy: { contact: { lastName: 'asc' } } }),
	);
	expect(said.map(({ contact, opens, clicks }) => [contact.firstName, opens, clicks])).toEqual([
		['Mickaël', 'yes', 'unknown'],
		['Étienne', 'yes', 'yes'],
		['Julie', 'no', 'no'],
	]);
});

test('a run that a person withdrew is not begun again', async () => {
	const ended = { endedAt: new Date(), state: 'withdrawn', reason: 'ended-withdrawn' } as const;
	await database.inSubscription(CADRELUNE_ID, ({ db }) => db.engagement.updateMany({ data: ended }));
	await seed(settings);
	expect(await database.inSubscription(CADRELUNE_ID, ({ db }) => db.engagement.count())).toBe(8);
});

test('a world that had to take other ports is found again', async () => {
	const world = { ...settings.sandbox!, imapPort: 3993, smtpPort: 3465 };
	await seed({ ...settings, sandbox: world });
	const ports = await database.inSubscription(ORGEVANE_ID, ({ db }) =>
		db.mailbox.findMany({ select: { imapPort: true, sender: { select: { smtpPort: true } } } }),
	);
	expect(ports).toEqual([{ imapPort: 3993, sender: { smtpPort: 3465 } }]);
});

test('outside the sandbox nothing is written but the installation, and one link is shown until it is used', async () => {
	const other = await createTestDatabase();
	const real = { ...settings, sandbox: undefined, database: { ...settings.database, url: other.url } };
	const [line, ...more] = await seed(real);
	expect(more).toEqual([]);
	expect(line).toMatch(/ http:\/\/localhost:3000\/found\/\S+$/);
	expect((await seed(real))[0]).not.toBe(line);
	await other.drop();
});
