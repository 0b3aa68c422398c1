import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Watching } from '#activities/mailbox/mailbox-deps.ts';
import { takeInMail } from '#activities/mailbox/take-in-mail.ts';
import { takeWatch } from '#domain/mailboxes/take-watch.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import type { Transaction } from '#platform/database/database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { createSequence } from '#tests/environment/rows/sequence.ts';
import { startWorkerRig, type WorkerRig } from '#tests/environment/worker-rig.ts';
import { startDispatcher, type Dispatcher } from './dispatcher.ts';

/**
 * Automations never widen a lock (docs/design/rows-and-commands.md#automations): a reply whose automation engages is stored
 * while others hold the company, the contact or the mailbox, and the contact is engaged when the locks go.
 */
let rig: WorkerRig;
let dispatcher: Dispatcher;
let locker: pg.Client;

beforeAll(async () => {
	rig = await startWorkerRig({ REFRAIN_WORKER_ROLES: 'runs' });
	const { services, runs, config, adminUrl } = rig;
	const { pool, logger } = services;
	dispatcher = await startDispatcher({ databaseUrl: config.database.url, pool, runs, logger });
	locker = new pg.Client({ connectionString: adminUrl });
	await locker.connect();
});
afterAll(async () => {
	await locker?.end();
	await dispatcher?.stop();
	await rig?.stop();
});

const HOUR = 3_600_000;

/** A run that has written once, whose success engages in another sequence and does nothing else. */
async function running() {
	const run = await createEngagement(rig.services, { startsIn: HOUR });
	const within = <T>(work: (tx: Transaction) => Promise<T>) =>
		rig.services.database.inSubscription(run.subscriptionId, work);
	const next = randomUUID();
	const address = await within(async (tx) => {
		const { db, at } = tx;
		await createSequence(tx, { id: next, ownerId: run.userId, steps: [{ subject: 'Suivi' }] });
		const onSuccess = [{ kind: 'engage', sequenceId: next }];
		await db.engagement.updateMany({ where: { id: run.id }, data: { onSuccess, lastSentAt: at } });
		return (await db.contactAddress.findFirstOrThrow()).address;
	});
	const effect = () => within(({ db }) => db.automationEffect.findFirstOrThrow());
	const followed = () => within(({ db }) => db.engagement.findFirst({ where: { sequenceId: next } }));
	return { ...run, address, within, effect, followed };
}

/** The contact's reply, as the mailbox's watcher takes it in. */
async function reply({ subscriptionId, mailboxId, address, within }: Awaited<ReturnType<typeof running>>) {
	const watch = (await within((tx) => takeWatch(tx, mailboxId)))!;
	const head = [
		`From: ${address}`,
		'Subject: Re: Bonjour',
		`Message-ID: <${randomUUID()}@x.example>`,
		'',
		'',
	];
	const source = Buffer.from(`${head.join('\r\n')}Parlons-en mardi.`);
	const watching: Watching = {
		deps: rig.services,
		subscriptionId,
		watch,
		cursors: new Map(),
		knownSince: null,
		told: new Set(),
		answered: async () => {},
	};
	const place = { folder: 'INBOX', uidValidity: 1n, direction: 'in' } as const;
	const receivedAt = await within(async ({ at }) => at);
	const fetched = { uid: 1, receivedAt, size: source.length, head: source, mail: parseHead(source) };
	return takeInMail(watching, place, fetched, source);
}

const waiters = async (): Promise<number> => {
	const { rows } = await locker.query<{ count: number }>(
		`SELECT count(*)::int FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()`,
	);
	return rows[0]!.count;
};

it.each(['company', 'contact', 'mailbox'] as const)(
	'a reply is stored while others hold its %s; the contact is engaged when they let go',
	async (kind) => {
		const run = await running();
		const id = { company: run.companyId, contact: run.contactId, mailbox: run.mailboxId }[kind];
		await locker.query('BEGIN');
		await locker.query(`SELECT FROM ${kind} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
		try {
			expect(await reply(run)).toMatchObject({ verdict: 'reply', effect: { ended: [run.id] } });
			if (kind === 'contact') {
				await expect.poll(waiters, { timeout: 20_000 }).toBeGreaterThan(0);
				expect(await run.effect()).toMatchObject({ state: 'pending' });
				expect(await run.followed()).toBeNull();
			}
		} finally {
			await locker.query('ROLLBACK');
		}
		await expect.poll(async () => (await run.effect()).state, { timeout: 30_000 }).toBe('done');
		expect(await run.followed()).toMatchObject({ engagedHow: 'automation', contactId: run.contactId });
	},
	60_000,
);
