import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewsletterAutomation } from '#domain/automations/automation.ts';
import { carryOutEffect } from '#domain/automations/carry-out/carry-out-effect.ts';
import { correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import type { Recorded } from '#domain/inbound/record-inbound.ts';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { armWindow } from '#domain/newsletters/issues/arm-window.ts';
import { takePart } from '#domain/newsletters/issues/take-part.ts';
import { readPlaces, readWaitingAgain } from '#domain/newsletters/issues/waiting-places.ts';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { leftIssue, type LeftIssue } from '#tests/environment/left-issue.ts';
import { Office } from '#tests/environment/office.ts';
import { LetterBox, type Letter } from './letters.test-support.ts';
import type { Watching } from './mailbox-deps.ts';

let office: Office;
let box: LetterBox;
let watching: Watching;
beforeAll(async () => {
	office = await Office.open('issue-mails');
	box = new LetterBox(office);
});
afterAll(async () => {
	await box.close();
	await office.close();
});
beforeEach(async () => {
	await office.watch({});
	watching = await box.watch();
});

const RELANCE: NewsletterAutomation = {
	kind: 'relance',
	priority: 'high',
	days: 2,
	follower: 'responsible',
	tag: { kind: 'leave' },
};

const ticketsOf = ({ issueId }: LeftIssue, place: number) => placeTickets(box.keys, { issueId, place });
const idOf = (issue: LeftIssue, place: number) =>
	`<${ticketsOf(issue, place).messageIdLocal}@cadrelune.example>`;
const outcomeOf = ({ issueId }: LeftIssue, place: number) =>
	office.tx(({ db }) => db.issueOutcome.findFirst({ where: { issueId, place } }));
const sendsOf = ({ issueId }: LeftIssue) => office.tx(({ db }) => db.send.findMany({ where: { issueId } }));
const counts = ({ issueId }: LeftIssue) => office.tx((tx) => issueCounts(tx, issueId));
const lettersOf = ({ partId }: LeftIssue) =>
	office.tx(async ({ db }) => (await db.issueWindow.findFirstOrThrow({ where: { partId } })).outcomes);
const stored = (recorded: Recorded) => {
	if (recorded.kind !== 'stored') throw new Error(recorded.kind);
	return office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id: recorded.messageId } }));
};

/** She answers the issue. */
const answer = (issue: LeftIssue, place: number, letter: Partial<Letter> = {}) =>
	box.takeIn(watching, {
		from: issue.recipients[place - 1]!.address,
		fields: [`In-Reply-To: ${idOf(issue, place)}`],
		...letter,
	});

/** A mail system's report about a place, as it comes back to the reply mailbox. */
const report = (of: { id?: string; to?: string; about: string; status?: string; envelopeId?: string }) =>
	box.takeIn(
		watching,
		Buffer.from(
			[
				'Return-Path: <>',
				...(of.to ? [`Delivered-To: ${of.to}`] : []),
				'From: MAILER-DAEMON@mx.example',
				`To: ${of.to ?? 'lettre@cadrelune.example'}`,
				'Subject: Undelivered Mail Returned to Sender',
				`Message-ID: <${Math.random()}@mx.example>`,
				'Auto-Submitted: auto-replied',
				'MIME-Version: 1.0',
				'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
				'',
				'--b',
				'Content-Type: text/plain',
				'',
				'It did not arrive.',
				'--b',
				'Content-Type: message/delivery-status',
				'',
				'Reporting-MTA: dns; mx.example',
				...(of.envelopeId ? [`Original-Envelope-Id: ${of.envelopeId}`] : []),
				'',
				`Final-Recipient: rfc822; ${of.about}`,
				'Action: failed',
				`Status: ${of.status ?? '5.1.1'}`,
				'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
				...(of.id ? ['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${of.id}`] : []),
				'--b--',
				'',
			].join('\r\n'),
		),
	);

describe('a reply to an issue', () => {
	it('is a success of that recipient, whose mail has one row from then on, and newsletters go on', async () => {
		const issue = await leftIssue(office, { count: 3, onSuccess: [RELANCE] });
		const before = await counts(issue);
		const recorded = await answer(issue, 2);
		expect(recorded).toMatchObject({ kind: 'stored', verdict: 'reply' });
		const message = await stored(recorded);
		expect(message).toMatchObject({ about: 'issue', contactId: issue.recipients[1]!.contactId });
		const outcome = await outcomeOf(issue, 2);
		expect(outcome).toMatchObject({ isSuccess: true, cause: 'reply', messageId: message.id });
		expect(await sendsOf(issue)).toMatchObject([
			{
				id: message.sendId,
				place: 2,
				kind: 'issue',
				state: 'accepted',
				recipient: issue.recipients[1]!.address,
			},
		]);
		const caused = await office.tx(({ db }) =>
			db.event.findMany({ where: { causeId: outcome!.eventId }, select: { kind: true } }),
		);
		expect(caused).toMatchObject([{ kind: 'relance-created' }, { kind: 'note-written' }]);
		const listed = await office.tx(({ db }) =>
			db.newsletterSubscriber.count({ where: { newsletterId: issue.newsletterId, unsubscribedAt: null } }),
		);
		expect(listed).toBe(3);
		await answer(issue, 2);
		expect(await sendsOf(issue)).toHaveLength(1);
		expect(await counts(issue)).toEqual(before);
	});

	it('counts by the relay’s own id too, whatever its letters, and not where the newsletter does not count replies', async () => {
		const issue = await leftIssue(office, {
			count: 2,
			serverIds: ['<0102AbC@eu-west-1.amazonses.com>', '<0102dEf@eu-west-1.amazonses.com>'],
			replySucceeds: false,
		});
		const recorded = await answer(issue, 2, { fields: ['References: <0102DEF@eu-west-1.amazonses.com>'] });
		expect(recorded).toMatchObject({ verdict: 'reply' });
		expect(await sendsOf(issue)).toMatchObject([
			{ place: 2, serverMessageId: '<0102dEf@eu-west-1.amazonses.com>' },
		]);
		expect(await outcomeOf(issue, 2)).toBeNull();
	});

	it('holds every live run of that person for a choice (5.7-5)', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const { contactId } = issue.recipients[0]!;
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(run);
		await answer(issue, 1);
		expect(await office.run(run)).toMatchObject({ endedAt: null, reason: 'replied-elsewhere' });
		expect(await outcomeOf(issue, 1)).toMatchObject({ cause: 'reply' });
	});

	it('of a stranger to whom it was passed on decides nothing about the subscriber, nor does a stranger’s objection', async () => {
		const issue = await leftIssue(office, { count: 1 });
		expect(await answer(issue, 1, { from: 'Paul <paul@elsewhere.example>' })).toMatchObject({
			verdict: 'reply',
		});
		const objecting = await answer(issue, 1, {
			from: 'Paul <paul@elsewhere.example>',
			body: 'Merci de me retirer de votre liste et de ne plus me contacter.',
		});
		expect(objecting).toMatchObject({ verdict: 'doubtful' });
		expect(await outcomeOf(issue, 1)).toBeNull();
		const held = await office.tx(({ db }) =>
			db.openObjection.count({ where: { address: issue.recipients[0]!.address } }),
		);
		expect(held).toBe(0);
	});

	it('with a ticket whose place was changed is about nothing of ours', async () => {
		const issue = await leftIssue(office, { count: 2 });
		const [one, two] = [ticketsOf(issue, 1).messageIdLocal, ticketsOf(issue, 2).messageIdLocal];
		const forged = two.slice(0, 36) + one.slice(36);
		expect(forged).not.toBe(two);
		const recorded = await box.takeIn(watching, {
			from: 'nobody@elsewhere.example',
			fields: [`In-Reply-To: <${forged}@cadrelune.example>`],
		});
		expect(recorded.kind).toBe('untracked');
		expect(await sendsOf(issue)).toEqual([]);
	});

	it('proves that an uncertain place left: the window learns it, and the equation holds', async () => {
		const { armed, accepted, uncertain } = LETTERS;
		const issue = await leftIssue(office, { count: 3, letters: uncertain + accepted + armed });
		await answer(issue, 1);
		await answer(issue, 3);
		expect(await lettersOf(issue)).toBe(accepted.repeat(3));
		const now = await counts(issue);
		expect(now).toMatchObject({ recipients: 3, accepted: 3, uncertain: 0, waiting: 0 });
		expect(await sendsOf(issue)).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
	});

	it('proves that a place left which waits to be sent again: no later window takes it', async () => {
		const { accepted, waitsAgain } = LETTERS;
		const issue = await leftIssue(office, { count: 3, letters: waitsAgain.repeat(3) });
		await answer(issue, 2);
		expect(await lettersOf(issue)).toBe(waitsAgain + accepted + waitsAgain);
		expect(await counts(issue)).toMatchObject({ recipients: 3, accepted: 1, waiting: 2 });
		const waiting = await office.tx((tx) => readWaitingAgain(tx, issue.partId, 1));
		expect(waiting.map(({ firstPlace, lastPlace }) => [firstPlace, lastPlace])).toEqual([
			[1, 1],
			[3, 3],
		]);
	});

	it('proves it where a later window took the place meanwhile', async () => {
		const { accepted, elsewhere, waitsAgain } = LETTERS;
		const issue = await leftIssue(office, { count: 1, letters: waitsAgain });
		const { issueId, partId } = issue;
		await office.tx(({ db }) =>
			db.issuePart.updateMany({ where: { id: partId }, data: { state: 'leaving' } }),
		);
		await office.tx(({ db }) =>
			db.newsletterIssue.updateMany({ where: { id: issueId }, data: { state: 'leaving' } }),
		);
		await office.tx(async (tx) => {
			const { fence } = (await takePart(tx, partId))!;
			const places = await readPlaces(tx, issueId, { firstPlace: 1, lastPlace: 1 });
			await armWindow(tx, { issueId, partId, fence, places, again: 1 });
		});
		await answer(issue, 1);
		const windows = await office.tx(({ db }) =>
			db.issueWindow.findMany({ where: { partId }, orderBy: { number: 'asc' } }),
		);
		expect(windows.map(({ outcomes }) => outcomes)).toEqual([elsewhere, accepted]);
	});

	it('makes one row where two mails come at once', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const both = await Promise.all([answer(issue, 1), answer(issue, 1, { subject: 'Encore' })]);
		expect(both).toMatchObject([{ kind: 'stored' }, { kind: 'stored' }]);
		expect(await sendsOf(issue)).toHaveLength(1);
	});

	it('that a person finds to be something else takes its success back, with what it set off', async () => {
		const issue = await leftIssue(office, {
			count: 1,
			onSuccess: [RELANCE, { kind: 'unsubscribe' }],
			onFailure: [],
		});
		const { contactId } = issue.recipients[0]!;
		const message = await stored(await answer(issue, 1));
		const companyId = message.companyId!;
		const effect = await office.tx(({ db }) =>
			db.automationEffect.findFirstOrThrow({ where: { contactId } }),
		);
		expect(effect).toMatchObject({ kind: 'unsubscribe', newsletterId: issue.newsletterId, state: 'pending' });
		await office.tx((tx) => carryOutEffect(tx, effect.id));
		const subscribed = () =>
			office.tx(({ db }) => db.newsletterSubscriber.findFirstOrThrow({ where: { contactId } }));
		expect(await subscribed()).toMatchObject({ unsubscribeCause: 'automation' });
		const correct = (verdict: 'acknowledgement' | 'negative-reply') =>
			office.tx((tx) =>
				correctMessageVerdict(tx, office.camille, {
					requestId: crypto.randomUUID(),
					messageId: message.id,
					verdict,
				}),
			);
		await correct('acknowledgement');
		expect(await outcomeOf(issue, 1)).toBeNull();
		expect(await subscribed()).toMatchObject({ unsubscribedAt: null });
		const relances = () => office.tx(({ db }) => db.relance.count({ where: { companyId } }));
		expect(await relances()).toBe(0);
		await correct('negative-reply');
		expect(await outcomeOf(issue, 1)).toMatchObject({ isSuccess: false, cause: 'negative-reply' });
	});

	it('skips what it set off where it was corrected before that was carried out', async () => {
		const issue = await leftIssue(office, { count: 1, onSuccess: [{ kind: 'unsubscribe' }] });
		const { contactId } = issue.recipients[0]!;
		const message = await stored(await answer(issue, 1));
		await office.tx((tx) =>
			correctMessageVerdict(tx, office.camille, {
				requestId: crypto.randomUUID(),
				messageId: message.id,
				verdict: 'acknowledgement',
			}),
		);
		const effect = await office.tx(({ db }) =>
			db.automationEffect.findFirstOrThrow({ where: { contactId } }),
		);
		expect(effect).toMatchObject({ state: 'skipped', reason: 'cause-corrected' });
	});
});

describe('other mails about an issue', () => {
	it('an absence and an acknowledgement decide nothing', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const absence = await answer(issue, 1, {
			subject: 'Absence du bureau',
			fields: [`In-Reply-To: ${idOf(issue, 1)}`, 'Auto-Submitted: auto-replied'],
			body: 'Je suis absente jusqu’au 15 décembre 2026.',
		});
		expect(absence).toMatchObject({ verdict: 'absence' });
		expect(await outcomeOf(issue, 1)).toBeNull();
	});

	it('a departure is proposed: a person is asked, and her runs wait', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const gone = await answer(issue, 1, {
			subject: 'Réponse automatique',
			fields: [`In-Reply-To: ${idOf(issue, 1)}`, 'Auto-Submitted: auto-replied'],
			body: 'Bonjour, je ne travaille plus chez Ardelouse. Merci de contacter mon successeur.',
		});
		expect(gone).toMatchObject({ verdict: 'doubtful' });
		expect(await outcomeOf(issue, 1)).toBeNull();
	});

	it('an objection opens its gate and is a failure; newsletters stop with it', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const recorded = await answer(issue, 1, {
			body: 'Merci de ne plus me contacter et de supprimer mes données.',
		});
		expect(recorded).toMatchObject({ verdict: 'objection' });
		const held = await office.tx(({ db }) =>
			db.openObjection.count({ where: { address: issue.recipients[0]!.address } }),
		);
		expect(held).toBe(1);
		expect(await outcomeOf(issue, 1)).toMatchObject({ isSuccess: false, cause: 'objection' });
	});
});

describe('a report about an issue', () => {
	it('by its return address marks her address, is a failure, and stands beside what the relay answered', async () => {
		const issue = await leftIssue(office, { count: 2 });
		const { address, contactId } = issue.recipients[1]!;
		const before = await counts(issue);
		const to = `${ticketsOf(issue, 2).returnLocal}@cadrelune.example`;
		expect(await report({ to, about: address })).toMatchObject({ verdict: 'bounce-hard' });
		const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(known.invalidAt).not.toBeNull();
		expect(await outcomeOf(issue, 2)).toMatchObject({ isSuccess: false, cause: 'bounce' });
		expect(await counts(issue)).toEqual(before);
	});

	it('by the envelope id, by what it returns, and by a plus-address', async () => {
		const issue = await leftIssue(office, { count: 3 });
		const about = (place: number) => issue.recipients[place - 1]!.address;
		await report({ envelopeId: ticketsOf(issue, 1).returnLocal, about: about(1) });
		await report({ id: idOf(issue, 2), about: about(2) });
		await report({ to: `lettre+${ticketsOf(issue, 3).returnLocal}@cadrelune.example`, about: about(3) });
		for (const place of [1, 2, 3]) expect(await outcomeOf(issue, place)).toMatchObject({ cause: 'bounce' });
	});

	it('to a return address that was forged, taken from elsewhere in a mail, or is months old, is about nothing of ours', async () => {
		const issue = await leftIssue(office, { count: 2 });
		const { address: about, contactId } = issue.recipients[1]!;
		const [one, two] = [ticketsOf(issue, 1), ticketsOf(issue, 2)];
		const forged = two.returnLocal.slice(0, 36) + one.returnLocal.slice(36);
		const report2 = (ticket: string) => report({ to: `lettre+${ticket}@cadrelune.example`, about });
		for (const ticket of [forged, two.messageIdLocal]) await report2(ticket);
		const leftAt = new Date((await office.tx(async ({ at }) => at.getTime())) - 61 * 86_400_000);
		await office.tx(({ db }) =>
			db.newsletterIssue.updateMany({ where: { id: issue.issueId }, data: { leftAt } }),
		);
		await report2(two.returnLocal);
		expect(await outcomeOf(issue, 2)).toBeNull();
		expect(await sendsOf(issue)).toEqual([]);
		const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(known.invalidAt).toBeNull();
	});

	it('about another address at the end of a chain marks nobody (5.7-3)', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const { contactId } = issue.recipients[0]!;
		const recorded = await report({ id: idOf(issue, 1), about: 'forwarded@elsewhere.example' });
		expect(recorded).toMatchObject({ verdict: 'notification' });
		const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(known.invalidAt).toBeNull();
		expect(await outcomeOf(issue, 1)).toBeNull();
	});

	it('a complaint puts her address on the list, and is a failure', async () => {
		const issue = await leftIssue(office, { count: 1 });
		const { address } = issue.recipients[0]!;
		const source = [
			'From: staff@hotmail.example',
			'To: lettre@cadrelune.example',
			'Subject: complaint about message',
			'Message-ID: <c1@hotmail.example>',
			'MIME-Version: 1.0',
			'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
			'',
			'--b',
			'Content-Type: text/plain',
			'',
			'This is an abuse report.',
			'--b',
			'Content-Type: message/feedback-report',
			'',
			'Feedback-Type: abuse',
			'User-Agent: SomeGenerator/1.0',
			'Version: 1',
			`Original-Rcpt-To: ${address}`,
			'--b',
			'Content-Type: message/rfc822',
			'',
			`Message-ID: ${idOf(issue, 1)}`,
			'Subject: La lettre',
			'',
			'Bonjour',
			'--b--',
			'',
		].join('\r\n');
		expect(await box.takeIn(watching, Buffer.from(source))).toMatchObject({ verdict: 'complaint' });
		expect(await office.tx((tx) => isSuppressed(tx, address))).toBeDefined();
		expect(await outcomeOf(issue, 1)).toMatchObject({ isSuccess: false, cause: 'complaint' });
	});
});
