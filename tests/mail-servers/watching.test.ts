import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailboxDeps } from '#activities/mailbox/mailbox-deps.ts';
import { listenForNudges, type Nudges } from '#activities/mailbox/nudges.ts';
import { watchMailbox } from '#activities/mailbox/watch-mailbox.ts';
import type { WatchTimes } from '#activities/mailbox/watch-times.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { readingLimits, watchLimits } from '#platform/limits.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import { keepGrant } from '#domain/mailboxes/token-lease.ts';
import { nudgeWatch } from '#domain/mailboxes/nudge-watch.ts';
import { setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Look } from '#workflows/contracts/look.ts';
import { LONGEST_TEST } from '#tests/environment/patience.ts';
import { startTokenServer } from '#tests/environment/token-server.ts';
import { until } from '#tests/environment/until.ts';
import { issueTestCertificate } from '../crash/test-authority.ts';
import { startCuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';

/** The watch of a mailbox against a real server, without a workflow: what the workflow repeats is repeated by hand. */
let dovecot: DovecotServer;
let proxy: CuttingProxy;
let office: Office;
let nudges: Nudges;
let user: string;
const envelopes = createEnvelopes(randomBytes(32));
/** Mails that doveadm files; its user must be able to read them. */
const folder = mkdtempSync(join(tmpdir(), 'refrain-mails-'));
chmodSync(folder, 0o755);
const watchers: { end: AbortController; ended: Promise<Look> }[] = [];

beforeAll(async () => {
	dovecot = await startDovecot();
	proxy = await startCuttingProxy(dovecot.imapsPort);
	office = await Office.open('watch');
	nudges = await listenForNudges(office.ownerUrl);
});
afterAll(async () => {
	await nudges?.close();
	await office?.close();
	await proxy?.close();
	await dovecot?.stop();
	rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
	user = `camille-${randomUUID()}@cadrelune.example`;
	dovecot.addUser(user, 'secret');
	await office.tx(async (tx) => {
		const { db } = tx;
		await db.message.deleteMany();
		await db.notification.deleteMany();
		await db.mailboxFolder.deleteMany();
		await db.mailboxWatch.updateMany({
			data: { fence: 0, epoch: 1, caughtUpEpoch: 0, provenAt: null, lostAt: null, failures: 0 },
		});
		await db.mailbox.updateMany({
			data: {
				address: user,
				loginName: user,
				imapHost: 'localhost',
				imapPort: proxy.port,
				state: 'synchronised',
				errorCode: null,
			},
		});
		await setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'secret' });
	});
});
afterEach(async () => {
	proxy.heal();
	for (const { end } of watchers) end.abort();
	await Promise.all(watchers.splice(0).map(({ ended }) => ended));
});

/** Mails with the words `X-Attack: …` do to its threads what no parser of ours lets a mail do. */
const reader = createMailReader(
	{ ...readingLimits, processor: 1_000 },
	new URL('../reading/hostile-thread.ts', import.meta.url),
);
afterAll(() => reader.close());

function watch(times: Partial<WatchTimes> = {}, change: Partial<MailboxDeps> = {}) {
	const deps: MailboxDeps = {
		signInProviders: new Map(),
		unsubscribeKeys: aKeyRing(),
		database: office.database,
		envelopes,
		config: { watch: { slots: 1, heartbeat: 1_000, proofFresh: 3 * LONGEST_TEST } },
		policy: dovecot.policy,
		reader,
		logger: createLogger('test', { level: process.env.REFRAIN_TEST_LOG ?? 'silent' }),
		nudges,
		// What is found without a poll was told by the server, or by a nudge.
		times: { pollBusy: LONGEST_TEST, pollQuiet: LONGEST_TEST, answerWithin: LONGEST_TEST, ...times },
		...change,
	};
	const end = new AbortController();
	const run = { subscriptionId: office.subscriptionId, id: office.mailboxId };
	const watcher = { end, ended: watchMailbox(deps, run, end.signal) };
	watchers.push(watcher);
	return watcher;
}
async function stop(watcher: ReturnType<typeof watch>): Promise<Look> {
	watcher.end.abort();
	return watcher.ended;
}

const gate = () =>
	office.tx(async ({ db }) => {
		const row = await db.mailbox.findFirstOrThrow({
			include: { watch: true },
			where: { id: office.mailboxId },
		});
		return mailboxGate(row, row.watch, new Date(), watchLimits.proofFresh);
	});
const untilOk = () => until('the gate is open', gate, (seen) => seen === 'ok');
const messages = () => office.tx(({ db }) => db.message.findMany({ orderBy: { uid: 'asc' } }));

/** A run whose first step left, from a mailbox that is read to its end. */
async function running() {
	await untilOk();
	const run = await office.engaged();
	const sendId = await office.leave(run.id);
	const { subscriptionId } = office;
	await office.tx(({ db }) =>
		db.sendIdentity.create({
			data: { subscriptionId, messageIdKey: `${sendId}@cadrelune.example`, sendId },
		}),
	);
	return { ...run, sendId };
}
const answer = (run: { address: string; sendId: string }) =>
	mail({ from: run.address, fields: `In-Reply-To: <${run.sendId}@cadrelune.example>\r\n` });
const mail = ({ from, fields = '' }: { from: string; fields?: string }) =>
	`From: ${from}\r\nTo: ${user}\r\nSubject: Re: Bonjour\r\nMessage-ID: <${randomUUID()}@x.example>\r\n${fields}\r\nMerci\r\n`;
const untilEnded = (id: string) =>
	until(
		'the run has succeeded',
		() => office.run(id),
		({ state }) => state === 'succeeded',
	);

describe('a reply', () => {
	it('ends its run when it is delivered (IDLE), and so does the next one', async () => {
		watch();
		for (let time = 0; time < 2; time++) {
			const run = await running();
			await dovecot.deliver(user, answer(run));
			await untilEnded(run.id);
		}
	});

	it('in another folder is found at the next look at all folders, or at a nudge', async () => {
		watch();
		const run = await running();
		await dovecot.doveadm('save', '-u', user, '-m', 'Junk', fileOf(answer(run)));
		await office.tx((tx) => nudgeWatch(tx, [office.mailboxId]));
		await untilEnded(run.id);
		expect(await messages()).toMatchObject([{ folder: 'Junk', verdict: 'reply' }]);

		const other = await running();
		for (const { end } of watchers) end.abort();
		watch({ pollBusy: 300 });
		await untilOk();
		await dovecot.doveadm('save', '-u', user, '-m', 'Junk', fileOf(answer(other)));
		await untilEnded(other.id);
	});

	it('that came while nobody watched is read before anything else may leave', async () => {
		const first = watch();
		const run = await running();
		await stop(first);
		await dovecot.deliver(user, answer(run));
		await office.tx(({ db }) =>
			db.mailboxWatch.updateMany({ data: { provenAt: new Date(Date.now() - 3_600_000) } }),
		);
		expect(await gate()).toBe('unwatched');
		watch();
		await untilOk();
		// The gate opened after the reply was stored, never before.
		expect((await office.run(run.id)).state).toBe('succeeded');
	});
});

describe('a hostile mail', () => {
	const attack = (run: { address: string; sendId: string }) => answer(run).replace('Merci', 'X-Attack: spin');
	const tries = () => office.tx(({ db }) => db.readingTry.count());
	const untilBlocked = (id: string) =>
		until(
			'the run waits for a person',
			() => office.run(id),
			({ reason }) => reason === 'message-unreadable',
		);
	/** As a process that was killed while it read the mails of these UIDs, and earlier ones. */
	const leaveTries = async (uids: readonly number[], count: number) => {
		const { subscriptionId, mailboxId } = office;
		await office.tx(async ({ db }) => {
			const { uidValidity } = await db.mailboxFolder.findFirstOrThrow({ where: { path: 'INBOX' } });
			const place = { subscriptionId, mailboxId, folder: 'INBOX', uidValidity: uidValidity! };
			await db.readingTry.createMany({
				data: uids.map((uid) => ({ ...place, uid, tries: count, begunAt: new Date() })),
			});
		});
	};

	it('is kept apart with the reason, holds its run alone, and is not read again', async () => {
		const first = watch();
		const [run, other] = [await running(), await running()];
		await dovecot.deliver(user, attack(run));
		await dovecot.deliver(user, answer(other));
		await untilEnded(other.id);
		await untilBlocked(run.id);
		const [apart] = await messages();
		expect(apart).toMatchObject({ verdict: 'unreadable', text: null, evidence: { code: 'took-too-long' } });
		expect(await tries()).toBe(0);
		await stop(first);
		watch();
		await untilOk();
		expect(await messages()).toHaveLength(2);
	});

	it('that ended whole processes is met once more and alone; then its header is all that is looked at', async () => {
		const first = watch();
		const [run, other] = [await running(), await running()];
		await stop(first);
		await dovecot.deliver(user, answer(run));
		await dovecot.deliver(user, answer(other));
		await leaveTries([1], readingLimits.tries);
		await leaveTries([2], 1);
		watch();
		await untilEnded(other.id);
		await untilBlocked(run.id);
		expect((await messages())[0]).toMatchObject({ evidence: { code: 'met-too-often' }, text: null });
		expect(await tries()).toBe(0);
	});
});

function fileOf(text: string): string {
	const path = join(folder, randomUUID());
	writeFileSync(path, text);
	return path;
}

describe('history', () => {
	it('thousands of old mails are not read as new, and neither are they under another UIDVALIDITY', async () => {
		const { address } = await office.contact();
		await dovecot.fill(
			user,
			Array.from({ length: 3_000 }, (_, number) =>
				mail({ from: number % 2 ? address : 'x@stranger.example' }),
			),
		);
		const first = watch();
		await untilOk();
		expect(await messages()).toEqual([]);
		const run = await running();
		await dovecot.deliver(user, answer(run));
		await untilEnded(run.id);
		await stop(first);

		await dovecot.changeUidValidity(user, 'INBOX', 1_234_567);
		const late = await office.engaged();
		await dovecot.deliver(user, mail({ from: late.address }));
		watch();
		await until(
			'the late mail is read',
			() => office.run(late.id),
			({ reason }) => reason === 'communication-before-start',
		);
		// Both new ones, each once: the reply under its first place, the late one under the new UIDVALIDITY.
		expect((await messages()).map(({ uidValidity }) => uidValidity === 1_234_567n)).toEqual([false, true]);
	});

	it('UIDVALIDITY changed while it is watched: what comes is found', async () => {
		watch({ pollBusy: 500 });
		const run = await running();
		await dovecot.changeUidValidity(user, 'INBOX', 7_654_321);
		await dovecot.deliver(user, answer(run));
		await Promise.race([untilEnded(run.id), watchers[0]!.ended]);
		watch();
		await untilEnded(run.id);
		expect((await messages()).filter(({ verdict }) => verdict === 'reply')).toHaveLength(1);
	});
});

describe('looking back over the last days', () => {
	it('finds a reply that the cursor had passed, and the mail of somebody who became known meanwhile', async () => {
		watch({ pollBusy: 200, pollQuiet: 200, lookBackEvery: 300 });
		await untilOk();
		const stranger = `${randomUUID()}@ardelouse.example`;
		await dovecot.deliver(user, mail({ from: stranger }));
		await until('the mail is passed', cursor, (uid) => uid >= 1n);
		expect(await messages()).toEqual([]);

		const run = await running();
		// As a server that shows a mail late, under a UID below one that was read already.
		for (const { end, ended: over } of watchers.splice(0)) {
			end.abort();
			await over;
		}
		await dovecot.deliver(user, answer(run));
		await office.tx(({ db }) =>
			db.mailboxFolder.updateMany({ where: { path: 'INBOX' }, data: { lastUid: 2n } }),
		);
		const { contactId } = await office.contact();
		await office.tx(({ db }) =>
			db.contactAddress.updateMany({ where: { contactId }, data: { address: stranger } }),
		);
		watch({ pollBusy: 200, pollQuiet: 200, lookBackEvery: 300 });
		await untilEnded(run.id);
		await until('both are stored', messages, ({ length }) => length === 2);
		expect((await messages()).map(({ uid, verdict }) => [uid, verdict])).toEqual([
			[1n, 'none'],
			[2n, 'reply'],
		]);
	});
});
const cursor = () =>
	office.tx(
		async ({ db }) => (await db.mailboxFolder.findFirst({ where: { path: 'INBOX' } }))?.lastUid ?? -1n,
	);

describe('the network', () => {
	it('a cut is one failure of three, and the next watch goes on where it stood', async () => {
		const cut = watch();
		const run = await running();
		proxy.cut();
		expect(await cut.ended).toMatchObject({ ended: false, reason: 'network' });
		expect(await gate()).toBe('ok');
		await dovecot.deliver(user, answer(run));
		watch();
		await untilEnded(run.id);
	});

	it('a line that goes dead without a word shows at the next question', async () => {
		const stalled = watch({ pollQuiet: 500, pollBusy: 500, answerWithin: 1_500 });
		await untilOk();
		proxy.stall();
		expect(await stalled.ended).toMatchObject({ ended: false, reason: 'network' });
		const { failureCode } = await office.tx(({ db }) => db.mailboxWatch.findFirstOrThrow());
		expect(failureCode).toBe('timeout');
	});

	it('lost after three attempts in a row, told once, back by itself', async () => {
		const first = watch();
		const run = await office.engaged();
		await untilOk();
		proxy.refuse();
		const waits = [(await first.ended).wait];
		for (let time = 0; time < 3; time++) waits.push((await watch().ended).wait);
		// 2 s, 90 s, then it is lost and tried after a minute, two, …, each a little off the beat.
		for (const [index, seconds] of [2, 90, 60, 120].entries())
			expect(Math.abs(waits[index]! / 1_000 / seconds - 1)).toBeLessThanOrEqual(0.11);
		expect(await gate()).toBe('lost');
		expect(await office.look(run.id)).toMatchObject({ reason: 'mailbox-lost' });
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual(['mailbox-lost']);
		proxy.heal();
		watch();
		await untilOk();
		expect(await office.look(run.id)).toMatchObject({ kind: 'go' });
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual([
			'mailbox-lost',
			'mailbox-restored',
		]);
	});
});

describe('the account', () => {
	it('a refused password loses it at once; the new one brings it back', async () => {
		const first = watch();
		const run = await office.engaged();
		await untilOk();
		await dovecot.changePassword(user, 'another');
		await dovecot.kick(user);
		await first.ended;
		expect(await watch().ended).toMatchObject({ reason: 'mailbox-lost' });
		expect(await office.look(run.id)).toMatchObject({ reason: 'mailbox-lost' });
		const row = await office.tx(({ db }) => db.mailbox.findFirstOrThrow({ where: { id: office.mailboxId } }));
		expect(row).toMatchObject({ state: 'lost', errorCode: 'password-refused' });
		await office.tx((tx) => setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'another' }));
		watch();
		await untilOk();
		expect(await office.look(run.id)).toMatchObject({ kind: 'go' });
	});

	it('a secret that this master key does not open must be typed again', async () => {
		const foreign = createEnvelopes(randomBytes(32));
		await office.tx((tx) => setMailboxSecret(tx, foreign, office.mailboxId, { imap: 'secret' }));
		expect(await watch().ended).toMatchObject({ reason: 'mailbox-lost' });
		const row = await office.tx(({ db }) => db.mailbox.findFirstOrThrow({ where: { id: office.mailboxId } }));
		expect(row).toMatchObject({ errorCode: 'secret-broken' });
	});
});

describe('a mailbox with a token', () => {
	it('is read by it, renewed where it is over, and lost with its sentence where the provider refuses', async () => {
		const certificate = await issueTestCertificate();
		const tokens = await startTokenServer(certificate);
		// This Dovecot takes as a token what it keeps as the user's password.
		tokens.answer(() => ({ body: { access_token: 'secret', expires_in: 3_600 } }));
		const over = { provider: 'test', accessToken: 'over', holds: 0, grant: 'kept' };
		const consent = () =>
			office.tx(async (tx) => {
				await tx.lock('mailbox', [office.mailboxId]);
				await keepGrant(tx, envelopes, office.mailboxId, over);
			});
		const byToken: Partial<MailboxDeps> = {
			signInProviders: new Map([['test', tokens.provider]]),
		};
		await consent();
		const watcher = watch({}, byToken);
		await untilOk();
		await stop(watcher);
		expect(tokens.asked).toHaveLength(1);

		await consent();
		tokens.answer(() => ({ status: 400, body: { error: 'invalid_grant' } }));
		await watch({}, byToken).ended;
		expect(await gate()).toBe('lost');
		expect(await watch({}, byToken).ended).toMatchObject({ reason: 'mailbox-lost' });
		const { errorCode } = await office.tx(({ db }) => db.mailbox.findFirstOrThrow());
		expect(errorCode).toBe('grant-expired');
		expect(tokens.asked).toHaveLength(2);
		await tokens.close();
	});
});

describe('two watchers', () => {
	it('the earlier one closes at its next word, and nothing is stored twice', async () => {
		const first = watch();
		const run = await running();
		watch();
		await until('both are connected', () => proxy.open === 2);
		await dovecot.deliver(user, answer(run));
		await untilEnded(run.id);
		await office.tx((tx) => nudgeWatch(tx, [office.mailboxId]));
		expect(await first.ended).toMatchObject({ ended: false });
		expect(await messages()).toHaveLength(1);
		await until('one has let go', () => proxy.open === 1);
		const other = await running();
		await dovecot.deliver(user, answer(other));
		await untilEnded(other.id);
	});
});
