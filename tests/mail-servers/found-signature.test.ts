import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { watchMailbox } from '#activities/mailbox/watch-mailbox.ts';
import { changeSignature } from '#domain/accounts/change-signature.ts';
import { chooseFolders } from '#domain/mailboxes/choose-folders.ts';
import { setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { readProposedSignature } from '#domain/mailboxes/signature/read-proposed-signature.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { readingLimits, signatureLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { LONGEST_TEST } from '#tests/environment/patience.ts';
import { until } from '#tests/environment/until.ts';
import type { Look } from '#workflows/contracts/look.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';

/** The signature of somebody who has none here, found in what she sent from a real server (C1-17). */
let dovecot: DovecotServer;
let office: Office;
let user: string;
const envelopes = createEnvelopes(randomBytes(32));
const reader = createMailReader(readingLimits);
const watchers: { end: AbortController; ended: Promise<Look> }[] = [];
const SIGNATURE = 'Camille Dérand\nIngénieure commerciale – Cadrelune\n02 61 91 40 12';

beforeAll(async () => {
	dovecot = await startDovecot();
	office = await Office.open('found-signature');
});
afterAll(async () => {
	await reader.close();
	await office?.close();
	await dovecot?.stop();
});
beforeEach(async () => {
	user = `camille-${randomUUID()}@cadrelune.example`;
	dovecot.addUser(user, 'secret');
	await office.tx(async (tx) => {
		const { db, subscriptionId } = tx;
		await db.signatureProposal.deleteMany();
		await db.user.updateMany({ data: { signatureHtml: '', lastName: 'Dérand' } });
		await db.mailboxFolder.deleteMany();
		await db.mailboxReading.deleteMany();
		await db.mailboxReading.create({ data: { subscriptionId, mailboxId: office.mailboxId, askedAt: tx.at } });
		await db.mailboxWatch.updateMany({
			data: { fence: 0, epoch: 1, caughtUpEpoch: 0, provenAt: null, lostAt: null, failures: 0 },
		});
		await db.mailbox.updateMany({
			data: { address: user, loginName: user, imapHost: 'localhost', imapPort: dovecot.imapsPort },
		});
		await setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'secret' });
	});
});
afterEach(() => stop());

async function stop(): Promise<void> {
	for (const { end } of watchers) end.abort();
	await Promise.all(watchers.splice(0).map(({ ended }) => ended));
}

function watch(mails = reader): Promise<Look> {
	const end = new AbortController();
	const deps = {
		signInProviders: new Map(),
		unsubscribeKeys: aKeyRing(),
		database: office.database,
		envelopes,
		config: { watch: { slots: 1, heartbeat: 1_000, proofFresh: 3 * LONGEST_TEST } },
		policy: dovecot.policy,
		reader: mails,
		logger: createLogger('test', { level: 'silent' }),
		times: { pollBusy: 300, pollQuiet: 300, answerWithin: LONGEST_TEST },
	};
	const run = { subscriptionId: office.subscriptionId, id: office.mailboxId };
	const ended = watchMailbox(deps, run, end.signal);
	watchers.push({ end, ended });
	return ended;
}
/** Watches until what lay there before is read: by then a signature was looked for. */
async function watchToTheEnd(): Promise<void> {
	void watch();
	await until('older mail is read', () =>
		office.tx(({ db }) => db.mailboxReading.count({ where: { endedAt: { not: null } } })),
	);
	await stop();
}

interface Sent {
	readonly to?: string;
	readonly from?: string;
	readonly head?: string;
	readonly body?: string;
}
const sent = ({
	to = `${randomUUID()}@x.example`,
	from = user,
	head = '',
	body = `Oui.\n\n${SIGNATURE}`,
}: Sent) =>
	`From: Camille <${from}>\r\nTo: ${to}\r\nSubject: Devis\r\nMessage-ID: <${randomUUID()}@y.example>\r\n${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n`;
async function lies(mails: readonly Sent[], folder = 'Sent'): Promise<void> {
	await dovecot.fill(user, mails.map(sent));
	await dovecot.doveadm('move', '-u', user, folder, 'mailbox', 'INBOX', 'all');
}
const seenBy = (actor = office.camille) => office.tx((tx) => readProposedSignature(tx, actor));
const rows = () => office.tx(({ db }) => db.signatureProposal.findMany({ select: { text: true } }));

it('is shown to her alone, taken by nobody, and gone with the first that she has', async () => {
	const reply = `Douze.\n\n-- \n${SIGNATURE}\n\nLe lun. 3 mars 2031 à 10:12, Paul <paul@x.example> a écrit :\n> Combien ?`;
	await lies([
		{ body: `Oui.\n\nCordialement,\n\n${SIGNATURE}` },
		{ body: reply },
		{ body: 'Autre fin.' },
		{},
	]);
	await watchToTheEnd();
	expect(await seenBy()).toBe(SIGNATURE);
	expect(await seenBy(office.ines)).toBeNull();
	const stored = await office.tx(({ db }) =>
		db.user.findFirstOrThrow({ where: { id: office.camille.userId } }),
	);
	expect(stored.signatureHtml).toBe('');
	await office.tx((tx) => changeSignature(tx, office.camille, { html: '<p>Camille</p>' }));
	expect(await seenBy()).toBeNull();
	expect(await rows()).toEqual([{ text: null }]);
});

it.each<[string, () => Sent[]]>([
	['two mails', () => [{}, {}]],
	['mails to the same person', () => Array.from({ length: 4 }, () => ({ to: 'paul@x.example' }))],
	['mails of one conversation', () => Array(4).fill({ head: 'References: <first@x.example>\r\n' })],
	['mails of somebody else', () => Array(4).fill({ from: 'assistant@cadrelune.example' })],
	['what programs sent', () => Array(4).fill({ head: 'Auto-Submitted: auto-replied\r\n' })],
	['what Refrain sent', () => Array(4).fill({ head: 'X-Refrain-Send: 1\r\n' })],
])('is not found in %s', async (_, mails) => {
	await lies(mails());
	await watchToTheEnd();
	expect(await rows()).toEqual([{ text: null }]);
});

it('is not looked for where she has one, nor a second time, but in another folder for what is sent', async () => {
	await office.tx(({ db }) => db.user.updateMany({ data: { signatureHtml: '<p>Camille</p>' } }));
	await lies([]);
	await watchToTheEnd();
	expect(await rows()).toEqual([]);

	await office.tx(({ db }) => db.user.updateMany({ data: { signatureHtml: '' } }));
	const again = () => office.tx(({ db }) => db.mailboxReading.updateMany({ data: { endedAt: null } }));
	await again();
	await watchToTheEnd();
	await lies([{}, {}, {}]);
	await dovecot.doveadm('mailbox', 'create', '-u', user, 'Envoyes');
	await lies([{}, {}, {}], 'Envoyes');
	await again();
	await watchToTheEnd();
	expect(await rows()).toEqual([{ text: null }]);

	const choice = { mailboxId: office.mailboxId, choice: { sent: 'Envoyes' } };
	await office.tx((tx) => chooseFolders(tx, office.camille, choice));
	await again();
	await watchToTheEnd();
	expect(await seenBy()).toBe(SIGNATURE);
});

it('that nobody took is erased after some days', async () => {
	await lies([{}, {}, {}]);
	await watchToTheEnd();
	expect(await seenBy()).toBe(SIGNATURE);
	await office.tx(({ db, at }) =>
		db.signatureProposal.updateMany({
			data: { lookedAt: new Date(at.getTime() - signatureLimits.keptFor - 1) },
		}),
	);
	await office.tx(({ db }) => db.mailboxReading.updateMany({ data: { endedAt: null } }));
	await watchToTheEnd();
	expect(await rows()).toEqual([{ text: null }]);
});

it('is looked for anew after the line broke in the middle', async () => {
	await lies([{}, {}, {}, {}]);
	const breaking = {
		...reader,
		async ending(...mail: Parameters<typeof reader.ending>) {
			await dovecot.kick(user);
			return reader.ending(...mail);
		},
	};
	expect(await watch(breaking)).toMatchObject({ ended: false, reason: 'network' });
	expect(await rows()).toEqual([]);
	await watchToTheEnd();
	expect(await seenBy()).toBe(SIGNATURE);
});
