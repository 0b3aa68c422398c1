import { randomBytes, randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import { saveRelay } from '#domain/mailboxes/relays/save-relay.ts';
import { switchRelays } from '#domain/mailboxes/relays/relay-switch.ts';
import { prepareIssue } from '#domain/newsletters/issues/prepare-issue.ts';
import { readIssue, type ShownIssue } from '#domain/newsletters/issues/show/read-issue.ts';
import { supportActor } from '#domain/support/audit.ts';
import { openRelayPool } from '#mail/relay/open-relay-pool.ts';
import { relayProfileOf } from '#mail/relay/profiles.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { runReasonSentence } from '#texts/run-reasons.ts';
import type { Look } from '#workflows/contracts/look.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';
import { startPostfix, type PostfixServer } from './postfix.ts';

const RECIPIENTS = 12;
const LOGIN = 'camille@cadrelune.example';
const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
let dovecot: DovecotServer;
let postfix: PostfixServer;

interface Case {
	readonly what: string;
	/** What the relay answers, and where. */
	readonly says?: readonly ['MAIL' | 'RCPT' | 'END-OF-MESSAGE', string];
	readonly password?: string;
	readonly host?: string;
	readonly isOff?: true;
	/** What the issue's page gives as the reason. */
	readonly reason: string;
	/** It asked for less before it was left alone. */
	readonly slows?: true;
	/** Nothing goes on before a person has mended it. */
	readonly isTold?: true;
}

const CASES: readonly Case[] = [
	{ what: 'a wrong password', password: 'wrong', reason: 'relay-password', isTold: true },
	{
		what: 'an envelope sender that is refused',
		says: ['MAIL', '553 5.7.1 not owned by user camille@cadrelune.example'],
		...{ reason: 'relay-address', isTold: true },
	},
	{
		what: 'a From that is refused after the dot',
		says: ['END-OF-MESSAGE', '550 5.7.1 From address is not verified'],
		...{ reason: 'relay-address', isTold: true },
	},
	{
		what: 'mails that are all refused after the dot',
		says: ['END-OF-MESSAGE', '554 5.7.1 Message rejected under suspicion of spam'],
		...{ reason: 'relay-refused', isTold: true },
	},
	{ what: '421 at MAIL FROM', says: ['MAIL', '421 4.3.2 come back'], reason: 'relay-later', slows: true },
	{
		what: '421 after DATA',
		says: ['END-OF-MESSAGE', '421 4.3.2 come back'],
		reason: 'relay-later',
		slows: true,
	},
	{ what: '454 after DATA', says: ['END-OF-MESSAGE', '454 4.3.0 busy'], reason: 'relay-later', slows: true },
	{ what: '452 at MAIL FROM', says: ['MAIL', '452 4.3.1 busy'], reason: 'relay-later', slows: true },
	{ what: '451 4.7.1', says: ['RCPT', '451 4.7.1 Try again later'], reason: 'relay-later' },
	{
		what: 'a limit of the account',
		says: ['MAIL', '421 4.7.0 too many messages'],
		...{ reason: 'relay-limit', slows: true },
	},
	{ what: 'a relay that is not there', isOff: true, reason: 'relay-unreachable' },
	{ what: 'a name that is no relay', host: 'relay.wrong.example', reason: 'relay-settings', isTold: true },
];

interface Ground extends Case {
	readonly address: string;
	readonly senderId: string;
	readonly issueId: string;
	readonly partId: string;
}
const grounds = new Map<string, Ground>();
const held = new Map<string, ShownIssue>();
const left = new Map<string, ShownIssue>();

beforeAll(async () => {
	office = await Office.open('relay-refusals');
	dovecot = await startDovecot();
	dovecot.addUser(LOGIN, 'secret');
	postfix = await startPostfix(dovecot, 'cadrelune.example');
	await office.tx((tx) => switchRelays(tx, supportActor(office.subscriptionId, randomUUID()), true));
	for (const one of CASES) grounds.set(one.what, await leaving(one));
	const all = [...grounds.values()];
	await Promise.all(all.map(async (one) => held.set(one.what, await send(one))));
	for (const one of all) await mend(one);
	await Promise.all(all.map(async (one) => left.set(one.what, await send(one))));
});
afterAll(async () => {
	await postfix?.stop();
	await dovecot?.stop();
	await office?.close();
});

/** An issue of a relay of its own, whose mails Postfix treats as the case says. */
async function leaving(one: Case): Promise<Ground> {
	const address = `lettre-${randomUUID().slice(0, 8)}@cadrelune.example`;
	if (one.says) postfix.answer(address, ...one.says);
	return office.tx(async (tx) => {
		const senderId = await createRelay(tx, {
			...{ address, smtpHost: one.host ?? 'localhost', loginName: LOGIN },
			smtpPort: one.isOff ? 1 : postfix.smtpsPort,
			password: { envelopes, words: one.password ?? 'secret' },
		});
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
		const contacts = await createSubscribers(tx, { newsletterId, senderId, count: RECIPIENTS });
		for (const contactId of contacts)
			await tx.db.contactAddress.updateMany({
				where: { contactId },
				data: { address: `${contactId}@taken.example` },
			});
		const issueId = await createPreparingIssue(tx, newsletterId);
		await prepareIssue(tx, issueId, { version: 1, variables: ['contact.prenom'], links: [] });
		const { id: partId } = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		return { ...one, address, senderId, issueId, partId };
	});
}

/** What its run does, until something holds the part or it is done; as its page shows it then. */
async function send({ partId, issueId }: Ground): Promise<ShownIssue> {
	const activities = createNewsletterActivities({
		...{
			database: office.database,
			envelopes,
			unsubscribeKeys: aKeyRing(),
			relayProfileOf,
			openRelay: openRelayPool,
		},
		...{ signInProviders: {} as never, logger: pino({ level: 'silent' }) },
		config: { publicUrl: 'https://refrain.example', sends: { evidenceWindow: 1_000 } as never },
		policy: {
			...{ kind: 'sandbox', host: 'localhost', address: '127.0.0.1', authority: postfix.authority },
			ports: [postfix.smtpsPort, 1],
		},
	});
	const run = { subscriptionId: office.subscriptionId, id: partId };
	const environment = new MockActivityEnvironment();
	for (;;) {
		const look = await activities.lookAtPart(run);
		if (look.leaves !== 'windows') break;
		const { wait } = (await environment.run(activities.sendWindows, run)) as Look;
		if (wait > 1) break;
	}
	return office.tx((tx) => readIssue(tx, office.ines, issueId));
}

/** A person corrects what is set for the relay; at the relay itself it is mended, and the next try is due. */
async function mend({ address, senderId, says, password, host, isOff }: Ground): Promise<void> {
	if (says) {
		postfix.answer(address, says[0], undefined);
		// The pace that it came down to would last for minutes.
		await office.tx(({ db }) =>
			db.issuePart.updateMany({ where: { senderId }, data: { rate: null, rateSince: null } }),
		);
		await office.tx(({ db, at }) =>
			db.senderRefusal.updateMany({ where: { senderId }, data: { nextTryAt: at } }),
		);
	}
	if (!password && !host && !isOff) return;
	await office.tx(async (tx) => {
		const testId = randomUUID();
		const smtp = { host: 'localhost', port: postfix.smtpsPort, security: 'tls', user: LOGIN };
		await tx.db.connectionTest.create({
			data: {
				...{
					subscriptionId: office.subscriptionId,
					id: testId,
					userId: office.ines.userId,
					address,
					state: 'succeeded',
				},
				settings: { smtp, isRelay: true, replyAddress: LOGIN, language: 'fr' },
				...{ sealed: new Uint8Array(envelopes.seal('secret', `connection:${testId}`)), startedAt: tx.at },
			},
		});
		await saveRelay(tx, envelopes, office.ines, { testId, senderId, replyMailboxId: office.mailboxId });
	});
}

describe.each(CASES)('$what', ({ what, reason, says, slows, isTold }) => {
	it('holds the part with one sentence, and nobody is refused or in doubt for it', async () => {
		const { counts, parts, minutes } = held.get(what)!;
		expect(counts).toMatchObject({
			recipients: RECIPIENTS,
			accepted: 0,
			uncertain: 0,
			leftOut: 0,
			underWay: 0,
		});
		expect(counts.waiting + counts.rejected).toBe(RECIPIENTS);
		const [part] = parts;
		expect(part).toMatchObject({ state: 'blocked', reason });
		expect(part!.reasonUntil !== null || isTold).toBe(true);
		if (says) expect(part!.reasonWords).toContain(says[1].slice(0, 9));
		expect(JSON.stringify(part!.reasonWords)).not.toContain('@');
		const slowings = minutes.flatMap((minute) => minute.slowings);
		if (slows) {
			expect(slowings[0]).toMatchObject({ name: 'Cadrelune', rate: expect.any(Number) });
			expect(slowings[0]!.words).toContain(says![1].slice(0, 9));
		} else expect(slowings).toEqual([]);
		for (const language of ['fr', 'en'] as const) {
			const reader = { language, timeZone: 'Europe/Paris', now: new Date() };
			const facts = { since: part!.since, until: part!.reasonUntil };
			const sentence = runReasonSentence(reason, facts, reader);
			expect(sentence).toMatch(/relais|relay/);
			expect(sentence).not.toContain('–');
		}
	});

	it('tells the owner only where it does not pass by itself', async () => {
		const { issueId } = grounds.get(what)!;
		const told = await office.tx(({ db }) =>
			db.notification.findMany({ where: { issueId, kind: 'issue-held' } }),
		);
		expect(told).toHaveLength(isTold ? 1 : 0);
		for (const { treatedAt } of told) expect(treatedAt).not.toBeNull();
	});

	it('goes on by itself once it is mended, and everybody who was not refused gets it', () => {
		const { counts, parts } = left.get(what)!;
		expect(parts[0]).toMatchObject({ state: 'done', reason: null, reasonWords: null });
		expect(counts).toMatchObject({ waiting: 0, uncertain: 0, rejected: held.get(what)!.counts.rejected });
		expect(counts.accepted + counts.rejected).toBe(RECIPIENTS);
	});
});
