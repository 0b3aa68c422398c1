import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { showRelayHook } from '#domain/newsletters/relay-events/relay-hook.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { relayReportLimits } from '#platform/newsletter-limits.ts';
import type { LeftIssue } from '#tests/environment/left-issue.ts';
import type { Office } from '#tests/environment/office.ts';
import { RelayReports } from './relay-reports.test-support.ts';

const TOPIC = 'arn:aws:sns:eu-west-3:123456789012:lettre';

let reports: RelayReports;
let office: Office;

beforeAll(async () => {
	reports = await RelayReports.open('relay-events');
	({ office } = reports);
});
afterAll(() => reports?.close());

const isInvalid = (contactId: string) =>
	office.tx(
		async ({ db }) => (await db.contactAddress.findFirstOrThrow({ where: { contactId } })).invalidAt !== null,
	);

const mailjet = (issue: LeftIssue, place: number, change: object = {}) => ({
	event: 'bounce',
	time: 1_764_540_000,
	MessageID: 13_792_286_917_004_336 + place,
	email: issue.recipients[place - 1]!.address,
	CustomID: reports.customId(issue.issueId, place),
	hard_bounce: true,
	error_related_to: 'recipient',
	error: 'user unknown',
	...change,
});

describe('a call', () => {
	it('with a dead address and a complaint does what mail about them does, and nothing twice', async () => {
		const issue = await reports.reported('mailjet', {
			count: 3,
			letters: LETTERS.accepted.repeat(2) + LETTERS.uncertain,
		});
		const before = await office.tx((tx) => issueCounts(tx, issue.issueId));
		const body = [
			mailjet(issue, 3),
			mailjet(issue, 2, { event: 'spam' }),
			mailjet(issue, 1, { event: 'open' }),
		];
		expect(await reports.post(issue.path, body)).toBe(200);
		expect(await isInvalid(issue.recipients[2]!.contactId)).toBe(true);
		expect(await office.tx((tx) => isSuppressed(tx, issue.recipients[1]!.address))).toBeDefined();
		expect(await reports.outcomes(issue)).toEqual(['2 complaint', '3 bounce']);
		expect(await reports.kinds(issue)).toEqual(['complaint', 'dead-address', 'ignored']);
		const after = await office.tx((tx) => issueCounts(tx, issue.issueId));
		expect(after, 'the uncertain one is proven').toEqual({ ...before, accepted: 3, uncertain: 0 });
		expect(await reports.lines(issue)).toHaveLength(2);
		expect(await reports.post(issue.path, body.toReversed())).toBe(200);
		expect(await reports.lines(issue), 'replayed').toHaveLength(2);
		expect(await reports.kinds(issue)).toHaveLength(3);
	});

	it('about another address, another relay’s mail, or another subscription’s place changes nobody', async () => {
		const [issue, other] = [
			await reports.reported('mailjet', { count: 1 }),
			await reports.reported('mailjet', { count: 1 }),
		];
		const foreign = reports.customId(crypto.randomUUID(), 1);
		const body = [
			mailjet(issue, 1, { email: 'forwarded@elsewhere.example' }),
			mailjet(other, 1, { time: 2 }),
			mailjet(issue, 1, { CustomID: foreign, time: 3 }),
			mailjet(issue, 1, { CustomID: 'x', MessageID: undefined, time: 4 }),
		];
		expect(await reports.post(issue.path, body)).toBe(200);
		expect(await reports.kinds(issue)).toEqual(['unmatched', 'unmatched', 'unmatched', 'unmatched']);
		expect([await reports.outcomes(issue), await reports.outcomes(other)]).toEqual([[], []]);
	});

	it('without the secret, with another method, too long or unreadable is refused, and its page says so', async () => {
		const issue = await reports.reported('brevo', { count: 1 });
		expect(await reports.post(`/r/${'A'.repeat(43)}`, {})).toBe(404);
		expect(await reports.get(issue.path)).toBe(405);
		expect(await reports.post(issue.path, '{"event":')).toBe(400);
		const shown = () =>
			office.tx((tx) => showRelayHook(tx, office.ines, tx.process.envelopes(), issue.senderId));
		expect(await shown()).toMatchObject({ fault: 'format-unknown', lastEventAt: null });
		const long = await reports
			.post(issue.path, 'x'.repeat(relayReportLimits.bodyAtMost + 1))
			.catch(() => 413);
		expect(long).toBe(413);
		expect(await reports.post(issue.path, { event: 'opened', email: 'x@y.example', ts_event: 1 })).toBe(200);
		expect((await shown()).fault).toBeNull();
		expect((await shown()).lastEventAt).not.toBeNull();
	});

	it('of ten thousand events is taken in whole', async () => {
		const issue = await reports.reported('mailjet', { count: 1 });
		const body = Array.from({ length: 10_000 }, (_, at) => mailjet(issue, 1, { event: 'open', time: at }));
		expect(await reports.post(issue.path, [...body, mailjet(issue, 1)])).toBe(200);
		expect(await reports.kinds(issue)).toHaveLength(10_001);
		expect(await reports.outcomes(issue)).toEqual(['1 bounce']);
	});

	it('reads Brevo’s and Postmark’s words, by the relay’s own id too', async () => {
		const serverIds = ['<2026AbC@smtp-relay.mailin.fr>', '<9f0e@mtasv.net>'];
		const brevo = await reports.reported('brevo', { count: 2, serverIds });
		const about = brevo.recipients[0]!.address;
		const event = { event: 'hard_bounce', email: about, 'message-id': serverIds[0], ts_event: 1_764_540_000 };
		expect(await reports.post(brevo.path, event)).toBe(200);
		expect(await reports.outcomes(brevo)).toEqual(['1 bounce']);
		const postmark = await reports.reported('postmark', { count: 2 });
		const record = {
			RecordType: 'Bounce',
			ID: 42,
			Type: 'HardBounce',
			MessageID: 'none',
			Metadata: { refrain: reports.customId(postmark.issueId, 2) },
			Email: postmark.recipients[1]!.address,
			BouncedAt: '2026-12-01T10:00:00Z',
		};
		expect(await reports.post(postmark.path, record)).toBe(200);
		expect(await reports.outcomes(postmark)).toEqual(['2 bounce']);
	});

	it('refused for a policy or because of us marks nobody (5.7-4)', async () => {
		const issue = await reports.reported('brevo', { count: 1 });
		const { address } = issue.recipients[0]!;
		const event = {
			event: 'hard_bounce',
			email: address,
			'X-Mailin-custom': reports.customId(issue.issueId, 1),
			ts_event: 1,
		};
		expect(await reports.post(issue.path, { ...event, reason: '550 5.7.1 blocked by reputation' })).toBe(200);
		expect(await reports.kinds(issue)).toEqual(['delayed']);
		expect(await reports.outcomes(issue)).toEqual([]);
	});
});

describe('Amazon’s notices', () => {
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
				headers: [{ name: 'Message-ID', value: `<${reports.customId(issue.issueId, places[0]!)}@x>` }],
			},
		}),
		...change,
	});

	it('are believed where it signed them, one notice about several recipients too', async () => {
		const issue = await reports.reported('amazonses', {
			count: 1,
			serverIds: ['<0102AbC@eu-west-3.amazonses.com>'],
		});
		expect(await reports.post(issue.path, reports.signed(notice(issue, [1])))).toBe(200);
		expect(await reports.outcomes(issue)).toEqual(['1 bounce']);
	});

	it('are refused with another’s signature, changed words, or a certificate from anywhere else', async () => {
		const issue = await reports.reported('amazonses', { count: 1 });
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		expect(await reports.post(issue.path, reports.signed(notice(issue, [1]), privateKey))).toBe(403);
		const changed = { ...reports.signed(notice(issue, [1])), Timestamp: '2026-12-02T10:00:00.000Z' };
		expect(await reports.post(issue.path, changed)).toBe(403);
		for (const host of [
			'sns.eu-west-3.amazonaws.com.evil.example',
			'evil.example',
			's3.amazonaws.com',
			'169.254.169.254',
		]) {
			const SigningCertURL = `https://${host}/SimpleNotificationService-1.pem`;
			expect(await reports.post(issue.path, { ...reports.signed(notice(issue, [1])), SigningCertURL })).toBe(
				403,
			);
			expect(reports.asked).not.toContain(SigningCertURL);
		}
		expect(await reports.outcomes(issue)).toEqual([]);
	});

	it('are confirmed at Amazon alone, and then come from that topic alone', async () => {
		const issue = await reports.reported('amazonses', {
			count: 1,
			serverIds: ['<0102AbC@eu-west-3.amazonses.com>'],
		});
		const confirmation = (SubscribeURL: string) =>
			reports.signed({
				...{ Type: 'SubscriptionConfirmation', MessageId: crypto.randomUUID(), TopicArn: TOPIC, Token: 't' },
				...{ Message: 'You have chosen', Timestamp: '2026-12-01T10:00:00.000Z', SubscribeURL },
			});
		const evil = 'https://evil.example/?Action=ConfirmSubscription';
		expect(await reports.post(issue.path, confirmation(evil))).toBe(403);
		expect(reports.asked).not.toContain(evil);
		const own = 'https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=t';
		expect(await reports.post(issue.path, confirmation(own))).toBe(200);
		expect(reports.asked).toContain(own);
		const foreign = reports.signed(notice(issue, [1], { TopicArn: `${TOPIC}-2` }));
		expect(await reports.post(issue.path, foreign)).toBe(403);
		expect(await reports.post(issue.path, reports.signed(notice(issue, [1])))).toBe(200);
		expect(await reports.outcomes(issue)).toEqual(['1 bounce']);
	});
});
