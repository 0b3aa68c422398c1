import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchLimits } from '#platform/limits.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createRowsOfKinds, type LiveRow } from '#tests/environment/rows-of-kinds.ts';
import { isRunReason } from '#texts/run-reasons.ts';
import { RUN_KINDS, type RunKind } from '#workflows/contracts/run-ref.ts';
import { auditVisit, supportActor } from './audit.ts';
import { countRuns } from './count-runs.ts';
import { listRuns, runFiltersSchema } from './list-runs.ts';
import { readRun } from './read-run.ts';

const HOUR = 3_600_000;
let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let rows: Record<RunKind, LiveRow>;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	await admin.query(
		`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`,
	);
	rows = await createRowsOfKinds({ database, config: { masterKey: Buffer.alloc(32, 7) } }, { dueIn: HOUR });
});
afterAll(async () => {
	await admin.end();
	await database.close();
	await testDatabase.drop();
});

const list = (filters: object = {}) =>
	database.asSupport((tx) => listRuns(tx, runFiltersSchema.parse(filters)));
const kindsOf = async (filters: object) => (await list(filters)).rows.map(({ kind }) => kind).sort();

describe('Exécutions', () => {
	it('lists a run of every kind: whose, where it is, why, until when', async () => {
		const listed = (await list()).rows;
		expect(listed.map(({ kind, id }) => `${kind}/${id}`).sort()).toEqual(
			RUN_KINDS.map((kind) => `${kind}/${rows[kind].id}`).sort(),
		);
		const of = (kind: RunKind) => listed.find((run) => run.kind === kind)!;
		for (const kind of RUN_KINDS) {
			expect(of(kind)).toMatchObject({ isLive: true });
			expect(of(kind).owner?.id ?? null).toBe(rows[kind].ownerId);
			expect(of(kind).subscription?.id).toBe(kind === 'clock' ? undefined : rows[kind].subscriptionId);
		}
		expect(of('engagement')).toMatchObject({ state: 'scheduled', reason: 'before-start' });
		expect(of('mailbox')).toMatchObject({ state: 'running', reason: 'mailbox-read' });
		expect(of('message')).toMatchObject({
			state: 'waiting',
			reason: 'server-unreachable',
			variant: 'personal',
		});
		expect(of('connection')).toMatchObject({ state: 'running', reason: 'connection-testing' });
		expect(of('notifications')).toMatchObject({ state: 'waiting', reason: 'treated-after', count: 1 });
		expect(of('clock')).toMatchObject({ state: 'running', reason: 'clock-travelling' });
		for (const kind of ['message', 'notifications', 'clock'] as const)
			expect(of(kind).nextAt!.getTime()).toBeGreaterThan(Date.now());
	});

	it('names no address and no word: addresses are masked', async () => {
		const text = JSON.stringify((await list()).rows);
		expect(text).toContain('l•••@ardelouse.example');
		expect(text).not.toMatch(/lea@|camille@|Ronsavel|Ardelouse"/);
	});

	it('is filtered by kind, mailbox, state, reason and the beginning of an id', async () => {
		expect(await kindsOf({ kinds: ['message', 'clock'] })).toEqual(['clock', 'message']);
		const mailboxId = rows.mailbox.id;
		expect(await kindsOf({ mailboxId })).toEqual([
			...['connection', 'engagement', 'mailbox', 'message', 'part'],
		]);
		expect(await kindsOf({ states: ['waiting'] })).toEqual([
			...['connect', 'domain', 'issue', 'message', 'notifications'],
		]);
		expect(await kindsOf({ reason: 'mailbox-read' })).toEqual(['mailbox']);
		expect(await kindsOf({ id: rows.connection.id.slice(0, 8) })).toEqual(['connection']);
		expect(await kindsOf({ subscriptionId: rows.mailbox.subscriptionId })).not.toContain('clock');
	});

	it('is read page by page over all kinds, nothing twice and nothing left out', async () => {
		const seen: string[] = [];
		for (let cursor: string | null | undefined; cursor !== null;) {
			const page = await list({ cursor, limit: 2 });
			seen.push(...page.rows.map(({ kind }) => kind));
			cursor = page.next;
		}
		expect(seen.sort()).toEqual([...RUN_KINDS].sort());
	});

	it('counts live runs by kind and reason, and offers every mailbox to filter by', async () => {
		const { kinds, reasons, mailboxes } = await database.asSupport(countRuns);
		expect(kinds).toEqual(RUN_KINDS.map((kind) => ({ kind, count: 1 })));
		expect(reasons).toContainEqual({ reason: 'treated-after', count: 1 });
		expect(mailboxes.map(({ id }) => id)).toEqual([rows.mailbox.id]);
		expect(mailboxes[0]!.address).toMatch(/^.•••@cadrelune\.example$/);
	});
});

describe.each<[RunKind, string, string, string]>([
	[
		'mailbox',
		`UPDATE mailbox SET state = 'lost', error_code = 'password-refused' WHERE id = $1`,
		'mailbox-lost',
		'blocked',
	],
	[
		'mailbox',
		`UPDATE mailbox_watch SET proven_at = clock_timestamp() - interval '1 hour' WHERE mailbox_id = $1`,
		'mailbox-unwatched',
		'blocked',
	],
	['mailbox', `UPDATE mailbox_watch SET epoch = epoch + 1 WHERE mailbox_id = $1`, 'inbox-first', 'blocked'],
	['mailbox', `UPDATE mailbox SET deleted_at = now() WHERE id = $1`, 'mailbox-deleted', 'withdrawn'],
	['message', `UPDATE send SET not_before = NULL WHERE id = $1`, 'message-ready', 'running'],
	['message', `UPDATE send SET status = '451 4.7.1' WHERE id = $1`, 'recipient-later', 'waiting'],
	[
		'message',
		`UPDATE send SET state = 'armed', armed_at = now() WHERE id = $1`,
		'message-leaving',
		'running',
	],
	[
		'message',
		`UPDATE send SET state = 'uncertain', armed_at = now() WHERE id = $1`,
		'send-uncertain',
		'waiting',
	],
	[
		'message',
		`UPDATE send SET state = 'uncertain', armed_at = now(), settled_by = 'asked' WHERE id = $1`,
		'send-unsettled',
		'blocked',
	],
	[
		'message',
		`WITH own AS (UPDATE sender SET kind = 'shared' WHERE id = (SELECT sender_id FROM send WHERE id = $1)
				RETURNING mailbox_id)
			DELETE FROM mailbox_user WHERE mailbox_id = (SELECT mailbox_id FROM own)`,
		'mailbox-unshared',
		'blocked',
	],
	['message', `UPDATE send SET state = 'revoked' WHERE id = $1`, 'message-revoked', 'withdrawn'],
	[
		'connection',
		`UPDATE connection_test SET state = 'failed', ended_at = now() WHERE id = $1`,
		'connection-failed',
		'failed',
	],
	[
		'effect',
		`UPDATE automation_effect SET state = 'skipped', reason = 'missing', settled_at = now() WHERE id = $1`,
		'effect-skipped',
		'withdrawn',
	],
	[
		'effect',
		`UPDATE automation_effect SET state = 'done', settled_at = now() WHERE id = $1`,
		'effect-done',
		'succeeded',
	],
	[
		'notifications',
		`UPDATE notification SET treated_due_at = NULL WHERE user_id = $1`,
		'until-visited',
		'waiting',
	],
	[
		'clock',
		`UPDATE installation SET travel_from = NULL, travel_to = NULL, travel_halted_by = 'sends' WHERE id = $1`,
		'clock-halted',
		'failed',
	],
])('%s after %s', (kind, change, reason, state) => {
	it(`is ${state}: ${reason}`, async () => {
		await admin.query(change, [rows[kind].id]);
		const seen = await list({ kinds: [kind] });
		expect(seen.rows).toMatchObject([{ reason, state }]);
		await restore();
	});
});

/** The rows as they were made. */
async function restore(): Promise<void> {
	await admin.query(`UPDATE mailbox SET state = 'synchronised', error_code = NULL, deleted_at = NULL`);
	await admin.query(`UPDATE sender SET kind = 'personal' WHERE kind = 'shared'`);
	await admin.query(`UPDATE mailbox_watch SET proven_at = clock_timestamp(), epoch = 1, caught_up_epoch = 1`);
	await admin.query(`UPDATE send SET state = 'ready', status = NULL, armed_at = NULL, settled_by = NULL,
		not_before = now() + interval '1 hour'`);
	await admin.query(`UPDATE connection_test SET state = 'running', ended_at = NULL`);
	await admin.query(`UPDATE automation_effect SET state = 'pending', reason = NULL, settled_at = NULL`);
	await admin.query(`UPDATE notification SET treated_due_at = now() + interval '1 hour'`);
	await admin.query(`UPDATE installation SET travel_from = now(), travel_to = now() + interval '1 hour',
		travel_halted_by = NULL`);
}

it.each<[string, object]>([
	['lost', { lostAt: new Date() }],
	['never proven', { provenAt: null }],
	['proven long ago', { provenAt: new Date(Date.now() - HOUR) }],
	['unwatched', { unwatchedAt: new Date() }],
	['behind', { epoch: 2 }],
	['behind and proven long ago', { epoch: 2, provenAt: new Date(Date.now() - HOUR) }],
	['read', {}],
])('a mailbox that is %s is held for the same reason as by the gate', async (_, watch) => {
	const { subscriptionId, id: mailboxId } = rows.mailbox;
	const facts = {
		epoch: 1,
		caughtUpEpoch: 1,
		provenAt: new Date(),
		lostAt: null,
		unwatchedAt: null,
		...watch,
	};
	await database.inSubscription(subscriptionId, ({ db }) =>
		db.mailboxWatch.updateMany({ where: { mailboxId }, data: facts }),
	);
	const gate = mailboxGate({ state: 'synchronised' }, facts, new Date(), watchLimits.proofFresh);
	const reason = {
		ok: 'mailbox-read',
		lost: 'mailbox-lost',
		unwatched: 'mailbox-unwatched',
		'inbox-first': 'inbox-first',
	}[gate];
	expect((await list({ kinds: ['mailbox'] })).rows).toMatchObject([{ reason }]);
	await database.inSubscription(subscriptionId, ({ db }) =>
		db.mailboxWatch.updateMany({
			where: { mailboxId },
			data: { epoch: 1, provenAt: new Date(), lostAt: null, unwatchedAt: null },
		}),
	);
});

it.each(RUN_KINDS)('of the kind %s has a sentence for every reason that its SQL may answer', (kind) => {
	const codes = [...RUN_REGISTRY[kind].shown.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code!);
	expect(codes.filter((code) => !isRunReason(code))).toEqual([]);
});

/** They have no more to show than their lines. */
const ONLY_LINES: readonly RunKind[] = ['effect', 'domain', 'newsletter', 'issue', 'part'];

describe('the page of a run', () => {
	it.each(RUN_KINDS)('of the kind %s has its facts and the runs beside it', async (kind) => {
		const page = await database.asSupport((tx) => readRun(tx, rows[kind], new Date()));
		expect(page).toMatchObject({ kind, run: { id: rows[kind].id } });
		if (page.kind === 'engagement') return;
		if (ONLY_LINES.includes(page.kind)) expect(page.run.facts).toBeNull();
		else expect(page.run.facts).toMatchObject({ kind });
		const related = {
			mailbox: 4,
			message: 4,
			connection: 4,
			connect: 7,
			domain: 0,
			notifications: 7,
			effect: 7,
			newsletter: 7,
			issue: 0,
			part: 4,
			clock: 0,
		}[page.kind];
		expect(page.run.related).toHaveLength(related);
	});

	it('of a run that is not there is refused', async () => {
		const id = crypto.randomUUID();
		for (const kind of RUN_KINDS) {
			const reading = database.asSupport((tx) => readRun(tx, { kind, id }, new Date()));
			await expect(reading).rejects.toMatchObject({ code: 'missing' });
		}
	});

	it.each(RUN_KINDS.filter((kind) => kind !== 'clock'))(
		'of the kind %s, opened twice, is one line of its subscription',
		async (kind) => {
			const { subscriptionId, id } = rows[kind];
			const { rows: staff } = await admin.query<{ id: string }>(
				`INSERT INTO support_user (email, first_name, last_name) VALUES ($1, 'Sam', 'Ferrandier') RETURNING id`,
				[`${kind}@refrain.example`],
			);
			const actor = supportActor(subscriptionId, staff[0]!.id);
			const visit = () =>
				database.inSubscription(subscriptionId, (tx) =>
					auditVisit(tx, actor, { kind, id, act: 'opened-run' }),
				);
			await visit();
			await visit();
			const lines = await database.inSubscription(subscriptionId, ({ db }) =>
				db.event.findMany({ where: { actorId: actor.userId } }),
			);
			expect(lines).toMatchObject([
				{
					kind: 'support-acted',
					bySupport: true,
					data:
						kind === 'engagement' ? { act: 'opened-run' } : { act: 'opened-other-run', run: `${kind}/${id}` },
				},
			]);
		},
	);
});
