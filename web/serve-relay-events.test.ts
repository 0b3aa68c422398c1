import { generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { renewRelayHook, showRelayHook } from '#domain/newsletters/relay-events/relay-hook.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { relayReportLimits } from '#platform/newsletter-limits.ts';
import type { Ask } from '#providers/relay-events/relay-event.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { leftIssue, type LeftIssue, type LeftIssueWish } from '#tests/environment/left-issue.ts';
import { Office } from '#tests/environment/office.ts';
import { serveRelayEvents } from './serve-relay-events.ts';

const ring = aKeyRing();
const CERTIFICATE = 'https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-1.pem';
const TOPIC = 'arn:aws:sns:eu-west-3:123456789012:lettre';

let office: Office;
let base: string;
let stop: () => Promise<void>;
let pem: string;
/** What was asked of vendors. */
const asked: string[] = [];
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ask: Ask = async (url) => {
	asked.push(url);
	return { status: 200, headers: {}, body: url === CERTIFICATE ? pem : '' };
};

beforeAll(async () => {
	office = await Office.open('relay-events');
	await office.tx(({ db, subscriptionId, at }) =>
		db.relayActivation.create({ data: { subscriptionId, onAt: at } }),
	);
	const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
	const pkcs8 = keys.privateKey.export({ format: 'der', type: 'pkcs8' });
	const spki = keys.publicKey.export({ format: 'der', type: 'spki' });
	const certificate = await X509CertificateGenerator.createSelfSigned(
		{
			name: 'CN=sns.amazonaws.com',
			keys: {
				privateKey: (await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, [
					'sign',
				])) as CryptoKey,
				publicKey: (await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])) as CryptoKey,
			},
			signingAlgorithm: algorithm,
		},
		webcrypto as never,
	);
	pem = certificate.toString('pem');
	const answer = serveRelayEvents({
		database: office.database,
		ring,
		policyOf: () => ({ kind: 'real', allowedPrivateHosts: [] }),
		ask,
	});
	const server = createServer((request, response) => {
		if (!answer(request, response)) response.writeHead(418).end();
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	stop = () => new Promise((closed) => server.close(() => closed()));
});
afterAll(async () => {
	await stop?.();
	await office?.close();
});

/** An issue that left from a relay that reports, and where it does. */
async function reported(vendor: string, wish: LeftIssueWish): Promise<LeftIssue & { path: string }> {
	await office
		.tx(({ db }) => db.subscription.updateMany({ data: { relaysOnSince: new Date(0) } }))
		.catch(() => {});
	const issue = await leftIssue(office, wish);
	const { senderId } = issue;
	const path = await office.tx(async (tx) => {
		const envelopes = tx.process.envelopes();
		await renewRelayHook(tx, office.ines, envelopes, { senderId, vendor });
		return `/r/${(await showRelayHook(tx, office.ines, envelopes, senderId)).secret}`;
	});
	return { ...issue, path };
}

const post = async (path: string, body: unknown) =>
	(
		await fetch(`${base}${path}`, {
			method: 'POST',
			body: typeof body === 'string' ? body : JSON.stringify(body),
		})
	).status;
const customId = ({ issueId }: LeftIssue, place: number) =>
	placeTickets(ring, { issueId, place }).messageIdLocal;
const outcomes = ({ issueId }: LeftIssue) =>
	office.tx(async ({ db }) => {
		const rows = await db.issueOutcome.findMany({ where: { issueId }, orderBy: { place: 'asc' } });
		return rows.map(({ place, cause }) => `${place} ${cause}`);
	});
const kinds = ({ senderId }: LeftIssue) =>
	office.tx(async ({ db }) => {
		const rows = await db.relayEvent.findMany({ where: { senderId }, orderBy: { kind: 'asc' } });
		return rows.map(({ kind }) => kind);
	});
const lines = ({ issueId }: LeftIssue) =>
	office.tx(async ({ db }) => {
		const sends = await db.send.findMany({ where: { issueId }, select: { id: true } });
		return db.event.count({
			where: {
				sendId: { in: sends.map(({ id }) => id) },
				kind: { in: ['bounce-received', 'complaint-received'] },
			},
		});
	});
const isInvalid = (contactId: string) =>
	office.tx(
		async ({ db }) => (await db.contactAddress.findFirstOrThrow({ where: { contactId } })).invalidAt !== null,
	);

const mailjet = (issue: LeftIssue, place: number, change: object = {}) => ({
	event: 'bounce',
	time: 1_764_540_000,
	MessageID: 13_792_286_917_004_336 + place,
	email: issue.recipients[place - 1]!.address,
	CustomID: customId(issue, place),
	hard_bounce: true,
	error_related_to: 'recipient',
	error: 'user unknown',
	...change,
});

describe('a call', () => {
	it('with a dead address and a complaint does what mail about them does, and nothing twice', async () => {
		const issue = await reported('mailjet', {
			count: 3,
			letters: LETTERS.accepted.repeat(2) + LETTERS.uncertain,
		});
		const before = await office.tx((tx) => issueCounts(tx, issue.issueId));
		const body = [
			mailjet(issue, 3),
			mailjet(issue, 2, { event: 'spam' }),
			mailjet(issue, 1, { event: 'open' }),
		];
		expect(await post(issue.path, body)).toBe(200);
		expect(await isInvalid(issue.recipients[2]!.contactId)).toBe(true);
		expect(await office.tx((tx) => isSuppressed(tx, issue.recipients[1]!.address))).toBeDefined();
		expect(await outcomes(issue)).toEqual(['2 complaint', '3 bounce']);
		expect(await kinds(issue)).toEqual(['complaint', 'dead-address', 'ignored']);
		const after = await office.tx((tx) => issueCounts(tx, issue.issueId));
		expect(after, 'the uncertain one is proven').toEqual({ ...before, accepted: 3, uncertain: 0 });
		expect(await lines(issue)).toBe(2);
		expect(await post(issue.path, body.toReversed())).toBe(200);
		expect(await lines(issue), 'replayed').toBe(2);
		expect(await kinds(issue)).toHaveLength(3);
	});

	it('about another address, another relay’s mail, or another subscription’s place changes nobody', async () => {
		const [issue, other] = [await reported('mailjet', { count: 1 }), await reported('mailjet', { count: 1 })];
		const foreign = placeTickets(ring, { issueId: crypto.randomUUID(), place: 1 }).messageIdLocal;
		const body = [
			mailjet(issue, 1, { email: 'forwarded@elsewhere.example' }),
			mailjet(other, 1, { time: 2 }),
			mailjet(issue, 1, { CustomID: foreign, time: 3 }),
			mailjet(issue, 1, { CustomID: 'x', MessageID: undefined, time: 4 }),
		];
		expect(await post(issue.path, body)).toBe(200);
		expect(await kinds(issue)).toEqual(['unmatched', 'unmatched', 'unmatched', 'unmatched']);
		expect([await outcomes(issue), await outcomes(other)]).toEqual([[], []]);
	});

	it('without the secret, with another method, too long or unreadable is refused, and its page says so', async () => {
		const issue = await reported('brevo', { count: 1 });
		expect(await post(`/r/${'A'.repeat(43)}`, {})).toBe(404);
		expect((await fetch(`${base}${issue.path}`)).status).toBe(405);
		expect(await post(issue.path, '{"event":')).toBe(400);
		const shown = () =>
			office.tx((tx) => showRelayHook(tx, office.ines, tx.process.envelopes(), issue.senderId));
		expect(await shown()).toMatchObject({ fault: 'format-unknown', lastEventAt: null });
		const long = await post(issue.path, 'x'.repeat(relayReportLimits.bodyAtMost + 1)).catch(() => 413);
		expect(long).toBe(413);
		expect(await post(issue.path, { event: 'opened', email: 'x@y.example', ts_event: 1 })).toBe(200);
		expect((await shown()).fault).toBeNull();
		expect((await shown()).lastEventAt).not.toBeNull();
	});

	it('of ten thousand events is taken in whole', async () => {
		const issue = await reported('mailjet', { count: 1 });
		const body = Array.from({ length: 10_000 }, (_, at) => mailjet(issue, 1, { event: 'open', time: at }));
		expect(await post(issue.path, [...body, mailjet(issue, 1)])).toBe(200);
		expect(await kinds(issue)).toHaveLength(10_001);
		expect(await outcomes(issue)).toEqual(['1 bounce']);
	});

	it('reads Brevo’s and Postmark’s words, by the relay’s own id too', async () => {
		const serverIds = ['<2026AbC@smtp-relay.mailin.fr>', '<9f0e@mtasv.net>'];
		const brevo = await reported('brevo', { count: 2, serverIds });
		const about = brevo.recipients[0]!.address;
		const event = { event: 'hard_bounce', email: about, 'message-id': serverIds[0], ts_event: 1_764_540_000 };
		expect(await post(brevo.path, event)).toBe(200);
		expect(await outcomes(brevo)).toEqual(['1 bounce']);
		const postmark = await reported('postmark', { count: 2 });
		const record = {
			RecordType: 'Bounce',
			ID: 42,
			Type: 'HardBounce',
			MessageID: 'none',
			Metadata: { refrain: customId(postmark, 2) },
			Email: postmark.recipients[1]!.address,
			BouncedAt: '2026-12-01T10:00:00Z',
		};
		expect(await post(postmark.path, record)).toBe(200);
		expect(await outcomes(postmark)).toEqual(['2 bounce']);
	});

	it('refused for a policy or because of us marks nobody (5.7-4)', async () => {
		const issue = await reported('brevo', { count: 1 });
		const { address } = issue.recipients[0]!;
		const event = {
			event: 'hard_bounce',
			email: address,
			'X-Mailin-custom': customId(issue, 1),
			ts_event: 1,
		};
		expect(await post(issue.path, { ...event, reason: '550 5.7.1 blocked by reputation' })).toBe(200);
		expect(await kinds(issue)).toEqual(['delayed']);
		expect(await outcomes(issue)).toEqual([]);
	});
});

describe('Amazon’s notices', () => {
	const signed = (fields: Record<string, string>, signer = keys.privateKey) => {
		const names = [
			'Message',
			'MessageId',
			'Subject',
			'SubscribeURL',
			'Timestamp',
			'Token',
			'TopicArn',
			'Type',
		];
		const text = names
			.flatMap((name) => (fields[name] === undefined ? [] : [`${name}\n${fields[name]}\n`]))
			.join('');
		return {
			...fields,
			SignatureVersion: '2',
			SigningCertURL: CERTIFICATE,
			Signature: sign('sha256', Buffer.from(text), signer).toString('base64'),
		};
	};
	const notice = (issue: LeftIssue, places: readonly number[], change: object = {}) => ({
		Type: 'Notification',
		MessageId: crypto.randomUUID(),
		TopicArn: TOPIC,
		Timestamp: '2026-12-01T10:00:00.000Z',
		Message: JSON.stringify({
			notificationType: 'Bounce',
			bounce: {
				bounceType: 'Permanent',
				bounceSubType: 'General',
				timestamp: '2026-12-01T10:00:00.000Z',
				bouncedRecipients: places.map((place) => ({
					emailAddress: issue.recipients[place - 1]!.address,
					status: '5.1.1',
				})),
			},
			mail: {
				messageId: '0102AbC',
				headers: [{ name: 'Message-ID', value: `<${customId(issue, places[0]!)}@x>` }],
			},
		}),
		...change,
	});

	it('are believed where it signed them, one notice about several recipients too', async () => {
		const issue = await reported('amazonses', { count: 1, serverIds: ['<0102AbC@eu-west-3.amazonses.com>'] });
		expect(await post(issue.path, signed(notice(issue, [1])))).toBe(200);
		expect(await outcomes(issue)).toEqual(['1 bounce']);
	});

	it('are refused with another’s signature, changed words, or a certificate from anywhere else', async () => {
		const issue = await reported('amazonses', { count: 1 });
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		expect(await post(issue.path, signed(notice(issue, [1]), privateKey))).toBe(403);
		const changed = { ...signed(notice(issue, [1])), Timestamp: '2026-12-02T10:00:00.000Z' };
		expect(await post(issue.path, changed)).toBe(403);
		for (const host of [
			'sns.eu-west-3.amazonaws.com.evil.example',
			'evil.example',
			's3.amazonaws.com',
			'169.254.169.254',
		]) {
			const SigningCertURL = `https://${host}/SimpleNotificationService-1.pem`;
			expect(await post(issue.path, { ...signed(notice(issue, [1])), SigningCertURL })).toBe(403);
			expect(asked).not.toContain(SigningCertURL);
		}
		expect(await outcomes(issue)).toEqual([]);
	});

	it('are confirmed at Amazon alone, and then come from that topic alone', async () => {
		const issue = await reported('amazonses', { count: 1, serverIds: ['<0102AbC@eu-west-3.amazonses.com>'] });
		const confirmation = (SubscribeURL: string) =>
			signed({
				...{ Type: 'SubscriptionConfirmation', MessageId: crypto.randomUUID(), TopicArn: TOPIC, Token: 't' },
				...{ Message: 'You have chosen', Timestamp: '2026-12-01T10:00:00.000Z', SubscribeURL },
			});
		const evil = 'https://evil.example/?Action=ConfirmSubscription';
		expect(await post(issue.path, confirmation(evil))).toBe(403);
		expect(asked).not.toContain(evil);
		const own = 'https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=t';
		expect(await post(issue.path, confirmation(own))).toBe(200);
		expect(asked).toContain(own);
		const foreign = signed(notice(issue, [1], { TopicArn: `${TOPIC}-2` }));
		expect(await post(issue.path, foreign)).toBe(403);
		expect(await post(issue.path, signed(notice(issue, [1])))).toBe(200);
		expect(await outcomes(issue)).toEqual(['1 bounce']);
	});
});
