import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { RelayReports, type ReportedIssue } from './relay-reports.test-support.ts';

const TOPIC = 'arn:scw:sns:fr-par:project-0f4a:lettre';

let reports: RelayReports;

beforeAll(async () => {
	reports = await RelayReports.open('relay-vendors');
});
afterAll(() => reports?.close());

const addressOf = (issue: ReportedIssue, place: number) => issue.recipients[place - 1]!.address;
const addressesListed = async (issue: ReportedIssue) => {
	const listed = [];
	for (const { address } of issue.recipients)
		listed.push(Boolean(await reports.office.tx((tx) => isSuppressed(tx, address))));
	return listed;
};
const told = (kind: string) =>
	reports.office.tx(({ db }) => db.notification.findMany({ where: { kind }, orderBy: { createdAt: 'asc' } }));

/** What each vendor writes of a dead address (place 1), a complaint (2) and an open (3), as its pages show it. */
const VENDORS: readonly {
	readonly vendor: string;
	/** Whether one call carries all of them. */
	readonly isGrouped: boolean;
	readonly events: (issue: ReportedIssue, id: (place: number) => string) => Record<string, unknown>[];
}[] = [
	{
		vendor: 'brevo',
		isGrouped: true,
		events: (issue, id) =>
			['hard_bounce', 'spam', 'opened'].map((event, at) => ({
				event,
				email: addressOf(issue, at + 1),
				'message-id': `<${at}@smtp-relay.mailin.fr>`,
				'X-Mailin-custom': id(at + 1),
				ts_event: 1_796_100_000 + at,
			})),
	},
	{
		vendor: 'mailjet',
		isGrouped: true,
		events: (issue, id) =>
			['bounce', 'spam', 'open'].map((event, at) => ({
				event,
				email: addressOf(issue, at + 1),
				MessageID: 13_792_286_917_004_336 + at,
				CustomID: id(at + 1),
				hard_bounce: true,
				error_related_to: 'recipient',
				time: 1_796_100_000 + at,
			})),
	},
	{
		vendor: 'postmark',
		isGrouped: false,
		events: (issue, id) =>
			['Bounce', 'SpamComplaint', 'Open'].map((RecordType, at) => ({
				RecordType,
				Type: RecordType === 'Bounce' ? 'HardBounce' : 'SpamComplaint',
				ID: 42 + at,
				MessageID: `883953f4-6105-42a2-a16a-77a8eac7948${at}`,
				Metadata: { refrain: id(at + 1) },
				Email: addressOf(issue, at + 1),
				BouncedAt: '2026-12-01T10:00:00Z',
			})),
	},
	{
		vendor: 'amazonses',
		isGrouped: false,
		events: (issue, id) =>
			['Bounce', 'Complaint', 'Open'].map((notificationType, at) => {
				const hers = { emailAddress: addressOf(issue, at + 1), status: '5.1.1' };
				const timestamp = '2026-12-01T10:00:00.000Z';
				return reports.signed({
					...{ Type: 'Notification', MessageId: crypto.randomUUID(), Timestamp: timestamp },
					TopicArn: 'arn:aws:sns:eu-west-3:123456789012:lettre',
					Message: JSON.stringify({
						notificationType,
						bounce: {
							bounceType: 'Permanent',
							bounceSubType: 'General',
							timestamp,
							bouncedRecipients: [hers],
						},
						complaint: { timestamp, complainedRecipients: [hers] },
						mail: { messageId: `0102-${at}`, headers: [{ name: 'References', value: `<${id(at + 1)}@x>` }] },
					}),
				});
			}),
	},
	{
		vendor: 'scaleway',
		isGrouped: false,
		events: (issue, id) =>
			['email_mailbox_not_found', 'email_dropped', 'email_delivered'].map((type, at) => ({
				Type: 'Notification',
				MessageId: crypto.randomUUID(),
				TopicArn: TOPIC,
				Timestamp: '2026-12-01T10:00:00Z',
				Message: JSON.stringify({
					...{ id: `0a4f6f0e-${at}`, type, email_id: `mail-${at}`, created_at: '2026-12-01T10:00:00.123Z' },
					email_to: addressOf(issue, at + 1),
					email_response_code: 550,
					email_response_message: at === 0 ? '550 5.1.1 User unknown' : '550 5.3.4 message too big',
					email_headers: [{ key: 'Message-ID', value: `<${id(at + 1)}@lettre.example>` }],
				}),
			})),
	},
];

describe.each(VENDORS)('the words of $vendor', ({ vendor, isGrouped, events }) => {
	it('act once, several a call or in any order, however often they come', async () => {
		const issue = await reports.reported(vendor, { count: 3 });
		const said = events(issue, (place) => reports.customId(issue.issueId, place)).toReversed();
		const calls = isGrouped ? [said] : said;
		for (const call of [...calls, ...calls.toReversed()])
			expect(await reports.post(issue.path, call)).toBe(200);
		const second = vendor === 'scaleway' ? '2 refused' : '2 complaint';
		expect(await reports.outcomes(issue)).toEqual(['1 bounce', second]);
		expect(await reports.lines(issue)).toHaveLength(2);
		expect(await reports.kinds(issue)).toHaveLength(3);
		expect(await addressesListed(issue)).toEqual([false, vendor !== 'scaleway', false]);
	});

	it('that cannot be read are refused, and nothing of them is kept', async () => {
		const issue = await reports.reported(vendor, { count: 1 });
		for (const body of ['', 'null', '[1]', '{"a":1}', '{"Type":"Notification"}', '\u0000'])
			expect(await reports.post(issue.path, body)).toBe(400);
		expect(await reports.kinds(issue)).toEqual([]);
	});
});

it('a topic of Scaleway’s is confirmed at Scaleway alone, and then the only one', async () => {
	const issue = await reports.reported('scaleway', { count: 1 });
	const asks = (SubscribeURL: string, TopicArn = TOPIC) => ({
		...{ Type: 'SubscriptionConfirmation', MessageId: crypto.randomUUID(), Token: 't', Message: 'confirm' },
		...{ TopicArn, SubscribeURL },
	});
	for (const evil of [
		'https://sns.mnq.fr-par.scaleway.com.evil.example/',
		'http://sns.mnq.fr-par.scaleway.com/',
	]) {
		expect(await reports.post(issue.path, asks(evil))).toBe(400);
		expect(reports.asked).not.toContain(evil);
	}
	const own = 'https://sns.mnq.fr-par.scaleway.com/?Action=ConfirmSubscription&Token=t';
	expect(await reports.post(issue.path, asks(own))).toBe(200);
	expect(reports.asked).toContain(own);
	expect(await reports.post(issue.path, asks(own, `${TOPIC}-2`))).toBe(403);
});

describe('a report that names an address alone', () => {
	/** Mailjet’s words without our id. */
	const alone = (event: string, email: string, time = Date.now() / 1_000) => [
		{ event, email, time: Math.round(time), hard_bounce: true, error_related_to: 'recipient' },
	];

	it('is about the latest issue that went there through that relay; a complaint lists the address', async () => {
		const first = await reports.reported('mailjet', { count: 2 });
		const other = await reports.reported('mailjet', { count: 1 });
		const address = addressOf(first, 2);
		expect(await reports.post(other.path, alone('spam', address))).toBe(200);
		expect(await reports.kinds(other), 'another relay').toEqual(['unmatched']);
		expect(await reports.outcomes(first)).toEqual([]);
		expect(await reports.post(first.path, alone('spam', address.toUpperCase()))).toBe(200);
		expect(await reports.outcomes(first)).toEqual(['2 complaint']);
		expect(await addressesListed(first)).toEqual([false, true]);
		const data = { rule: 'relay-event', by: 'address' };
		expect(await reports.lines(first)).toEqual([{ kind: 'complaint-received', data }]);
	});

	it('proves of no mail that it left, and is about none that left after it', async () => {
		const issue = await reports.reported('mailjet', {
			count: 2,
			letters: LETTERS.uncertain + LETTERS.rejected,
		});
		const [uncertain, rejected] = [addressOf(issue, 1), addressOf(issue, 2)];
		expect(await reports.post(issue.path, alone('bounce', uncertain, Date.now() / 1_000 - 86_400))).toBe(200);
		expect(await reports.post(issue.path, alone('bounce', rejected))).toBe(200);
		expect(await reports.kinds(issue)).toEqual(['unmatched', 'unmatched']);
		expect(await reports.post(issue.path, alone('bounce', uncertain))).toBe(200);
		expect(await reports.outcomes(issue)).toEqual(['1 bounce']);
		const send = await reports.office.tx(({ db }) =>
			db.send.findFirst({ where: { issueId: issue.issueId } }),
		);
		expect(send).toMatchObject({ state: 'uncertain', place: 1 });
	});

	it('of somebody who was erased lists the address by its hash', async () => {
		const issue = await reports.reported('mailjet', { count: 1 });
		const [{ address, contactId }] = issue.recipients as [(typeof issue.recipients)[number]];
		await reports.office.erase(contactId);
		expect(await reports.post(issue.path, alone('spam', address))).toBe(200);
		expect(await addressesListed(issue)).toEqual([true]);
		expect(await reports.outcomes(issue)).toEqual([]);
	});
});

it('a complaint tells the newsletter’s owner, once, as one by mail does', async () => {
	const issue = await reports.reported('mailjet', { count: 1 });
	const before = await told('complaint');
	const [{ address, contactId }] = issue.recipients as [(typeof issue.recipients)[number]];
	const CustomID = reports.customId(issue.issueId, 1);
	for (const time of [1, 2])
		expect(await reports.post(issue.path, [{ event: 'spam', email: address, CustomID, time }])).toBe(200);
	const [news, ...more] = (await told('complaint')).slice(before.length);
	expect(news).toMatchObject({ userId: reports.office.ines.userId, data: { contactId } });
	expect(more).toEqual([]);
});

it('a dead address tells whoever’s run it ends, as one by mail does', async () => {
	const { office } = reports;
	const issue = await reports.reported('mailjet', { count: 1 });
	const [{ address, contactId }] = issue.recipients as [(typeof issue.recipients)[number]];
	await office.watch({});
	const run = await office.engage({ contactId, sequenceId: await office.sequence({ delays: [0, 4] }) });
	const CustomID = reports.customId(issue.issueId, 1);
	const event = { event: 'bounce', hard_bounce: true, error_related_to: 'recipient', email: address };
	expect(await reports.post(issue.path, [{ ...event, CustomID, time: 1 }])).toBe(200);
	expect(await office.run(run)).toMatchObject({ reason: 'ended-bounce', state: 'failed' });
	const failed = (await told('engagement-failed')).filter(({ engagementId }) => engagementId === run);
	expect(failed).toHaveLength(1);
});
