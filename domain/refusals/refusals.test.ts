import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { listMailboxes, ownOf } from '#domain/mailboxes/show/list-mailboxes.ts';
import type { SendFault } from '#domain/sends/send-fault.ts';
import { Office, HOUR, MINUTE } from '#tests/environment/office.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { liftByHand, previewLift } from '#domain/mailboxes/lift-refusal.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('refusals');
});
afterAll(() => office?.close());
/** Nothing of an earlier test is left to be counted. */
beforeEach(() =>
	office.tx(async ({ db, at }) => {
		await db.engagement.updateMany({
			where: { endedAt: null },
			data: { endedAt: at, state: 'withdrawn', reason: 'ended-withdrawn' },
		});
		await db.send.updateMany({ where: { state: { in: ['claimed', 'armed'] } }, data: { state: 'revoked' } });
		await db.refusedSend.deleteMany();
		await db.senderRefusal.deleteMany();
		await db.notification.deleteMany();
		await db.mailboxWatch.updateMany({ data: { provenAt: new Date() } });
	}),
);

const SUSPENDED: SendFault = { code: 'sender-refused', matter: 'mailbox', status: '5.7.1', replyCode: 554 };
const LISTED: SendFault = { code: 'policy-refused', matter: 'mailbox', status: '5.7.1', replyCode: 554 };
const QUOTA: SendFault = { code: 'provider-limit', matter: 'mailbox', status: '4.5.3', replyCode: 452 };
const WORDS = '554 5.7.1 …: account suspended';

/** Somebody engaged, at a domain of that name. */
async function engagedAt(domain: string): Promise<string> {
	const { contactId } = await office.tx((tx) => createContact(tx, { address: `${randomUUID()}@${domain}` }));
	return office.engage({ contactId, sequenceId: await office.sequence() });
}

/** The step that is due is refused. */
async function refuse(id: string, fault: SendFault, outcome: 'deferred' | 'deferred-after-dot' = 'deferred') {
	const claimed = await office.claim(id);
	if (!claimed) throw new Error(`it waits: ${(await office.run(id)).reason}`);
	const { sendId } = claimed;
	await office.tx(async (tx) => {
		await tx.db.send.updateMany({ where: { id: sendId }, data: { state: 'ready' } });
		await recordDeferred(tx, { engagementId: id, sendId, fault, outcome, words: WORDS });
	});
	return sendId;
}

const standing = () =>
	office.tx(({ db }) => db.senderRefusal.findMany({ where: { liftedAt: null }, orderBy: { since: 'asc' } }));
const told = async () => (await office.notifications()).map(({ kind, treatedBy }) => ({ kind, treatedBy }));
const minutesUntil = async (at: Date) => Math.round((at.getTime() - (await office.now()).getTime()) / MINUTE);
const nextTry = async () => (await standing())[0]!.nextTryAt!;

describe('an account that its own server refuses (5.7-4)', () => {
	it('holds a whole list in its place: no run ends, one notification, no slot kept', async () => {
		const ids = await Promise.all(['a.example', 'b.example', 'c.example', 'd.example'].map(engagedAt));
		await refuse(ids[0]!, SUSPENDED);
		for (const id of ids) await office.look(id);
		for (const id of ids)
			expect(await office.run(id)).toMatchObject({
				...{ endedAt: null, position: 1, state: 'blocked', reason: 'mailbox-refused' },
				reasonUntil: await nextTry(),
			});
		expect(await told()).toEqual([{ kind: 'mailbox-refused', treatedBy: null }]);
		expect(await office.tx(({ db }) => db.senderSlot.count())).toBe(0);
		const line = ownOf(await office.tx((tx) => listMailboxes(tx, office.camille)));
		expect(line!.refusals).toMatchObject([
			{ scope: 'sender', code: 'sender-refused', side: 'own', words: WORDS, held: 4 },
		]);
	});

	it('tries one step with growing pauses; the one that gets through lifts it for all', async () => {
		const [first, other] = (await Promise.all(['a.example', 'b.example'].map(engagedAt))) as [string, string];
		await refuse(first, SUSPENDED);
		const pauses = [await minutesUntil(await nextTry())];
		for (let time = 1; time <= 6; time++) {
			await office.advanceTo(await nextTry());
			await office.watch({});
			await refuse(time % 2 ? other : first, SUSPENDED);
			expect(await office.look(time % 2 ? first : other)).toMatchObject({ reason: 'mailbox-refused' });
			pauses.push(await minutesUntil(await nextTry()));
		}
		expect(pauses).toEqual([15, 30, 60, 120, 240, 360, 360]);
		expect(await told()).toHaveLength(1);
		await office.advanceTo(await nextTry());
		await office.watch({});
		await office.leave(other);
		expect(await standing()).toEqual([]);
		expect(await told()).toEqual([{ kind: 'mailbox-refused', treatedBy: 'resolved' }]);
		await office.leave(first);
	});

	it('a worker that dies in a try keeps nobody: the same step goes on, and another comes at the next turn', async () => {
		const [first, other] = (await Promise.all(['a.example', 'b.example'].map(engagedAt))) as [string, string];
		await refuse(first, SUSPENDED);
		await office.advanceTo(await nextTry());
		await office.watch({});
		expect(await office.claim(other)).toBeDefined();
		expect(await office.look(first)).toMatchObject({ reason: 'mailbox-refused' });
		const again = (await office.claim(other))!;
		expect(again.fence).toBe(2);
		expect(await office.arm(other, again)).toBe(true);
		await office.accept(other, again.sendId);
		expect(await standing()).toEqual([]);
	});

	it('stops what was claimed before at the last gate', async () => {
		const [first, other] = (await Promise.all(['a.example', 'b.example'].map(engagedAt))) as [string, string];
		const claimed = (await office.claim(first))!;
		await office.tx(({ db }) =>
			db.senderRefusal.create({
				data: {
					...{ subscriptionId: office.subscriptionId, senderId: office.senderId, scope: 'sender' },
					...{ code: 'sender-refused', side: 'own', isReported: false },
					...{ since: new Date(), refusedAt: new Date(), nextTryAt: new Date(Date.now() + 400 * 24 * HOUR) },
				},
			}),
		);
		expect(await office.arm(first, claimed)).toBe(false);
		expect(await office.look(other)).toMatchObject({ reason: 'mailbox-refused' });
	});

	it('a quota holds too; after the dot it stays one of the tries that may have left a copy', async () => {
		const [first, other] = (await Promise.all(['a.example', 'b.example'].map(engagedAt))) as [string, string];
		await refuse(first, QUOTA, 'deferred-after-dot');
		const send = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { engagementId: first } }));
		expect(send).toMatchObject({ refusals: 1, notBefore: expect.any(Date) });
		expect(await office.look(other)).toMatchObject({ reason: 'mailbox-refused' });
		expect((await office.run(first)).endedAt).toBeNull();
	});

	it('a sign-in that is refused once may be a token that was taken back: the second one holds', async () => {
		const id = await engagedAt('a.example');
		const fault: SendFault = { code: 'auth-refused', matter: 'mailbox', replyCode: 535 };
		await refuse(id, fault);
		expect(await standing()).toEqual([]);
		await office.advanceTo((await office.run(id)).reasonUntil!);
		await refuse(id, fault);
		expect(await standing()).toMatchObject([{ scope: 'sender', code: 'auth-refused' }]);
	});

	it('is lifted by a person who sees what goes on, and another subscription has none of it', async () => {
		const ids = await Promise.all(['a.example', 'b.example'].map(engagedAt));
		await refuse(ids[0]!, SUSPENDED);
		await office.look(ids[1]!);
		const lift = () => office.tx((tx) => liftByHand(tx, office.camille, office.mailboxId));
		expect(await office.tx((tx) => previewLift(tx, office.camille, office.mailboxId))).toEqual({
			runs: 2,
			mails: 0,
		});
		expect(await lift()).toEqual({ runs: 2 });
		expect(await lift()).toEqual({ runs: 0 });
		const lifted = { kind: 'mailbox-accepted', actorId: office.camille.userId };
		const events = await office.tx(({ db }) => db.event.findMany({ where: lifted }));
		expect(events.map(({ data }) => data)).toEqual([{ how: 'person' }]);
		await office.leave(ids[1]!);
		const elsewhere = await Office.open('refusals-elsewhere');
		const { id } = await elsewhere.engaged();
		expect(await elsewhere.claim(id)).toBeDefined();
		await elsewhere.close();
	});
});

describe('a recipient’s side that does not trust us (5.7-4)', () => {
	it('holds what goes to that domain alone', async () => {
		const [first, same, other] = (await Promise.all(
			['a.example', 'a.example', 'b.example'].map(engagedAt),
		)) as [string, string, string];
		await refuse(first, LISTED);
		expect(await office.look(same)).toMatchObject({ reason: 'mailbox-refused' });
		await office.leave(other);
		expect(await standing()).toMatchObject([{ scope: 'domain', domain: 'a.example', side: 'recipient' }]);
		expect(await told()).toEqual([]);
	});

	it('holds the mailbox where three domains do so within an hour, not where it takes them longer', async () => {
		const [a, b, c, d] = (await Promise.all(
			['a.example', 'b.example', 'c.example', 'd.example'].map(engagedAt),
		)) as [string, string, string, string];
		await refuse(a, LISTED);
		await refuse(b, LISTED);
		await office.advance(61 * MINUTE);
		await office.watch({});
		await refuse(c, LISTED);
		expect((await standing()).map(({ scope }) => scope)).toEqual([
			'domain',
			'domain',
			'domain',
			'first-contacts',
		]);
		await office.tx(({ db }) => db.senderRefusal.deleteMany({ where: { scope: 'first-contacts' } }));
		await refuse(a, LISTED);
		await refuse(b, LISTED);
		expect((await standing()).filter(({ scope }) => scope !== 'first-contacts')).toMatchObject([
			{ scope: 'sender', code: 'policy-refused' },
		]);
		expect(await office.look(d)).toMatchObject({ reason: 'mailbox-refused' });
	});

	it('by report: the acceptance of one’s own server proves nothing until no report came', async () => {
		const [first, same] = (await Promise.all(['a.example', 'a.example'].map(engagedAt))) as [string, string];
		const sendId = await office.leave(first);
		const refused = { code: 'policy-refused', side: 'recipient', words: WORDS };
		const evidence = { rule: 'delivery-report', status: '5.7.1', refused };
		await office.receive({ verdict: 'bounce-soft', engagementId: first, sendId }, evidence);
		expect(await office.look(same)).toMatchObject({ reason: 'mailbox-refused' });
		await office.advanceTo(await nextTry());
		await office.watch({});
		const tried = await office.leave(same);
		expect(await standing()).toMatchObject([{ tries: 0, probeLeftAt: expect.any(Date) }]);
		await office.receive({ verdict: 'bounce-soft', engagementId: same, sendId: tried }, evidence);
		expect(await standing()).toMatchObject([{ tries: 1, probeLeftAt: null }]);
		const third = await engagedAt('a.example');
		expect(await office.look(third)).toMatchObject({ reason: 'mailbox-refused' });
		await office.advanceTo(await nextTry());
		await office.watch({});
		await office.leave(third);
		await office.advanceTo(await nextTry());
		await office.watch({});
		await office.leave(await engagedAt('a.example'));
		expect(await standing()).toEqual([]);
	});

	it('over 5 % of the last 50 holds first contacts; later steps go on, and the rate that falls lifts it', async () => {
		const later = await engagedAt('z.example');
		await office.leave(later);
		for (const domain of ['a.example', 'b.example', 'c.example']) {
			await refuse(await engagedAt(domain), LISTED);
			await office.advance(61 * MINUTE);
			await office.watch({});
		}
		expect(await told()).toEqual([{ kind: 'mailbox-refused', treatedBy: null }]);
		const fresh = await engagedAt('e.example');
		expect(await office.look(fresh)).toMatchObject({ reason: 'first-contacts-held' });
		await office.advanceTo((await office.run(later)).nextLookAt!);
		await office.watch({});
		// The newest fifty got through.
		await office.tx(({ db, at }) =>
			db.refusedSend.updateMany({ data: { code: 'provider-limit', refusedAt: at } }),
		);
		await office.leave(later);
		expect((await standing()).filter(({ scope }) => scope === 'first-contacts')).toEqual([]);
		await office.leave(fresh);
	});
});
