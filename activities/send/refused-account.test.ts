import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createEngagementRow } from '#tests/environment/rows/engagement.ts';

const SUSPENDED = '554 5.7.1 <camille@cadrelune.example>: Sender address rejected: account suspended';
const LISTED = '554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org';

let rig: SendRig;
beforeAll(async () => {
	rig = await SendRig.open();
});
afterAll(() => rig?.close());
afterEach(() => rig.smtp.refuseAll());

/** A list: one contact, and others in the same sequence from the same mailbox, each at a domain of its own. */
async function list(others: number): Promise<EngagedContact[]> {
	const first = await rig.engage('anybody');
	const rest = await Promise.all(
		Array.from({ length: others }, (_, index) =>
			rig.inside(first, async (tx): Promise<EngagedContact> => {
				const run = await tx.db.engagement.findFirstOrThrow({ where: { id: first.engagementId } });
				const address = `anybody.${randomUUID()}@people-${index}.example`;
				const { contactId, companyId } = await createContact(tx, { address });
				const { sequenceId, versionId, mailboxId, responsibleUserId } = run;
				const of = { sequenceId, versionId, mailboxId, responsibleUserId, stepCount: 1 };
				const engagementId = await createEngagementRow(tx, { ...of, contactId, companyId });
				return { ...first, engagementId, contactId, address };
			}),
		),
	);
	return [first, ...rest];
}

const runsOf = (contact: EngagedContact) => rig.inside(contact, ({ db }) => db.engagement.findMany());
const toldIn = (contact: EngagedContact) => rig.inside(contact, ({ db }) => db.notification.findMany());
const standingIn = (contact: EngagedContact) =>
	rig.inside(contact, ({ db }) => db.senderRefusal.findMany({ where: { liftedAt: null } }));

describe('a whole list engaged from a blocked account', () => {
	it.each([
		['at RCPT', 'rcpt'],
		['after the dot', 'dot'],
	] as const)('refused %s: no run ends, one notification, one mail tried; later all leave', async (_, at) => {
		rig.smtp.refuseAll(SUSPENDED, at);
		const contacts = await list(4);
		const [first] = contacts as [EngagedContact];
		const { wait } = await rig.step(first);
		for (const contact of contacts.slice(1))
			expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'mailbox-refused' });
		expect((await runsOf(first)).map(({ reason, endedAt }) => [reason, endedAt])).toEqual(
			contacts.map(() => ['mailbox-refused', null]),
		);
		expect((await toldIn(first)).map(({ kind }) => kind)).toEqual(['mailbox-refused']);
		expect(await rig.attemptsOf(first)).toHaveLength(1);
		const [refusal] = await standingIn(first);
		expect(refusal).toMatchObject({ scope: 'sender', side: 'own', status: '5.7.1' });
		expect(refusal!.words).toContain('account suspended');
		expect(refusal!.words).not.toContain('camille');

		rig.smtp.refuseAll();
		await rig.advance(first, wait);
		for (const contact of contacts)
			expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'closing-delay' });
		expect(contacts.map((contact) => rig.copiesTo(contact).length)).toEqual(contacts.map(() => 1));
		expect(await standingIn(first)).toEqual([]);
		expect((await toldIn(first)).map(({ treatedBy }) => treatedBy)).toEqual(['resolved']);
	});

	it('listed as a sender of spam: each domain waits, and with the third the mailbox', async () => {
		rig.smtp.refuseAll(LISTED);
		const contacts = await list(3);
		const [first] = contacts as [EngagedContact];
		for (const contact of contacts) await rig.step(contact);
		expect(await rig.attemptsOf(first)).toHaveLength(3);
		expect((await runsOf(first)).every(({ endedAt }) => endedAt === null)).toBe(true);
		expect((await standingIn(first)).filter(({ scope }) => scope === 'sender')).toHaveLength(1);
		expect((await toldIn(first)).map(({ kind }) => kind)).toEqual(['mailbox-refused']);
	});
});
