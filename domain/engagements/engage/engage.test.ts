import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { closeDay } from '#domain/closed-days/close-day.ts';
import { reopenDay } from '#domain/closed-days/reopen-day.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { deactivateSequence } from '#domain/sequences/deactivate-sequence.ts';
import type { Refusal } from '#platform/refusal.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { engageContact, type EngageInput } from './engage-contact.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { previewEngagement } from './preview-engagement.ts';
import { withdrawEngagement } from '#domain/engagements/acts/withdraw-engagement.ts';

let office: Office;
let sequenceId: string;
beforeAll(async () => {
	office = await Office.open('engage');
	sequenceId = await office.sequence();
});
afterAll(() => office?.close());

const engage = (wish: Partial<EngageInput> & { contactId: string }, actor = office.camille) =>
	office.tx((tx) =>
		engageContact(tx, actor, { requestId: randomUUID(), sequenceId, confirmed: [], ...wish }),
	);
const refused = (wish: Parameters<typeof engage>[0], actor = office.camille) =>
	engage(wish, actor).then(
		() => 'engaged',
		(error: { code: string }) => error.code,
	);

describe('refusals (docs/wording/runs.md)', () => {
	it('a second live engagement of the same contact in the same sequence, also when two people press at once', async () => {
		const { contactId } = await office.contact();
		const answers = await Promise.all([refused({ contactId }), refused({ contactId })]);
		expect(answers.sort()).toEqual(['engaged', 'refused-already-engaged']);
	});

	it('a contact without an address, with an invalid one, or who left', async () => {
		const { contactId } = await office.contact();
		await office.tx(({ db, at }) =>
			db.contactAddress.updateMany({ where: { contactId }, data: { invalidAt: at } }),
		);
		expect(await refused({ contactId })).toBe('refused-no-address');
		await office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId } }));
		expect(await refused({ contactId })).toBe('refused-no-address');
		await office.tx(({ db, at }) =>
			db.contact.updateMany({ where: { id: contactId }, data: { leftCompanyAt: at } }),
		);
		expect(await refused({ contactId })).toBe('refused-left');
	});

	it('an address on the suppression list', async () => {
		const { contactId, address } = await office.contact();
		const { subscriptionId } = office;
		await office.tx((tx) =>
			tx.db.suppression.create({
				data: {
					subscriptionId,
					addressHash: new Uint8Array(suppressionHash(tx, address)),
					masked: 'h…',
					cause: 'manual',
					at: tx.at,
				},
			}),
		);
		expect(await refused({ contactId })).toBe('refused-objection');
	});

	it('name whom they are about, without her address', async () => {
		const { contactId, address } = await office.contact();
		await engage({ contactId });
		const refusal: Refusal = await engage({ contactId }).then(
			() => expect.unreachable(),
			(thrown) => thrown,
		);
		const contact = await office.tx(({ db }) => db.contact.findFirstOrThrow({ where: { id: contactId } }));
		expect(refusal.details).toMatchObject({ contact: nameOf(contact), step: 1, steps: 3 });
		expect(JSON.stringify(refusal.details)).not.toContain(address);
	});

	it('no mailbox of one’s own, or one that is lost', async () => {
		const { contactId } = await office.contact();
		expect(await refused({ contactId }, office.ines)).toBe('refused-mailbox');
		expect(await refused({ contactId, mailboxId: office.mailboxId }, office.ines)).toBe('refused-mailbox');
		await office.watch({ lost: true });
		expect(await refused({ contactId })).toBe('refused-mailbox');
		await office.watch({});
	});

	it('an inactive sequence (R-71), a contact or sequence of nobody', async () => {
		const { contactId } = await office.contact();
		const inactive = await office.sequence();
		await office.tx(({ db }) =>
			db.sequence.updateMany({ where: { id: inactive }, data: { isActive: false } }),
		);
		expect(await refused({ contactId, sequenceId: inactive })).toBe('refused-inactive');
		expect(await refused({ contactId: randomUUID() })).toBe('missing');
		expect(await refused({ contactId, sequenceId: randomUUID() })).toBe('missing');
	});
});

describe('questions that a person confirms', () => {
	it('another live sequence, a recent end, an off-target company, a colleague who writes there', async () => {
		const { contactId, companyId } = await office.contact();
		const { subscriptionId, routineId } = office;
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		expect(await refused({ contactId })).toBe('confirm-other-sequence');
		const id = await office.engage({ contactId, sequenceId });
		const input = { requestId: randomUUID(), engagementId: id };
		await office.tx((tx) => withdrawEngagement(tx, office.camille, input));
		await office.tx(async ({ db, at }) => {
			await db.companyTag.create({
				data: { subscriptionId, companyId, routineId, tag: 'off_target', changedAt: at },
			});
			await db.engagement.updateMany({
				where: { id: other },
				data: { responsibleUserId: office.ines.userId },
			});
		});
		const preview = await office.tx((tx) => previewEngagement(tx, office.camille, { contactId, sequenceId }));
		expect(preview.refusals).toEqual([]);
		expect(preview.confirmations.map(({ code }) => code)).toEqual([
			'confirm-other-sequence',
			'confirm-recent',
			'confirm-off-target',
			'confirm-colleague',
		]);
		expect(preview.confirmations[2]!.facts).toMatchObject({ routine: 'Industrie', company: 'Ardelouse' });
		expect(preview.confirmations[3]!.facts.user).toBe('Inès Aubrelle');
		const confirmed = preview.confirmations.map(({ code }) => code);
		expect(await refused({ contactId, confirmed: confirmed.slice(0, 3) })).toBe('confirm-colleague');
		expect(await engage({ contactId, confirmed })).toMatchObject({ engagementId: expect.any(String) });
	});

	it('an old end is no question any more', async () => {
		const { contactId } = await office.contact();
		const engagementId = await office.engage({ contactId, sequenceId });
		await office.tx((tx) =>
			withdrawEngagement(tx, office.camille, { requestId: randomUUID(), engagementId }),
		);
		await office.advance(31 * DAY);
		expect(await refused({ contactId })).toBe('engaged');
	});
});

describe('the preview', () => {
	it('shows each mail with its expected instant, the end, and what a success would do', async () => {
		const { contactId } = await office.contact();
		const preview = await office.tx((tx) => previewEngagement(tx, office.camille, { contactId, sequenceId }));
		expect(preview.mails.map(({ position, mail }) => [position, mail?.subject])).toEqual([
			[1, 'Bonjour'],
			[2, 'Bonjour'],
			[3, 'Bonjour'],
		]);
		const [one, two, three] = preview.mails.map(({ expectedAt }) => expectedAt!.getTime());
		expect(Math.round((two! - one!) / DAY)).toBe(4);
		expect(Math.round((three! - two!) / DAY)).toBe(6);
		expect(Math.round((preview.closesAt!.getTime() - three!) / DAY)).toBe(7);
		expect(preview.onSuccess.map(({ kind }) => kind)).toEqual(['relance']);
		expect(await office.tx(({ db }) => db.engagement.count({ where: { contactId } }))).toBe(0);
	});

	it('says that the mailbox’s day is full', async () => {
		const { contactId } = await office.contact();
		await office.changePace({ dailyCap: 1 });
		const { id } = await office.engaged();
		await office.leave(id);
		const preview = await office.tx((tx) => previewEngagement(tx, office.camille, { contactId, sequenceId }));
		expect(preview.mails[0]).toMatchObject({ heldBy: 'mailbox-cap' });
		await office.changePace({ dailyCap: 1_000 });
	});

	it('says that the day of its start is closed', async () => {
		const { contactId } = await office.contact();
		const startOn = dayOf(new Date((await office.now()).getTime() + 30 * DAY), 'Europe/Paris');
		await office.tx((tx) => closeDay(tx, { day: startOn, name: 'Pont' }));
		const preview = await office.tx((tx) =>
			previewEngagement(tx, office.camille, { contactId, sequenceId, startOn }),
		);
		expect(preview.mails[0]).toMatchObject({ heldBy: 'closed-day' });
		await office.tx((tx) => reopenDay(tx, startOn));
	});
});

it('what the dialog kept replaces the sequence’s automations (5.6-18); without it, they are copied', async () => {
	const kept = {
		kind: 'relance',
		priority: 'low',
		days: 3,
		follower: 'responsible',
		tag: { kind: 'leave' },
	} as const;
	const own = await office.engage({
		contactId: (await office.contact()).contactId,
		sequenceId,
		onSuccess: [kept],
	});
	expect((await office.run(own)).onSuccess).toEqual([kept]);
	const none = await office.engage({
		contactId: (await office.contact()).contactId,
		sequenceId,
		onSuccess: [],
	});
	expect((await office.run(none)).onSuccess).toEqual([]);
	const copied = await office.engage({ contactId: (await office.contact()).contactId, sequenceId });
	expect(await office.run(copied)).toMatchObject({
		onSuccess: [expect.objectContaining({ priority: 'high' })],
		routineId: office.routineId,
		responsibleUserId: office.camille.userId,
	});
});

it('a repeated request engages once', async () => {
	const { contactId } = await office.contact();
	const requestId = randomUUID();
	const first = await engage({ contactId, requestId });
	expect(await engage({ contactId, requestId })).toEqual(first);
});

it('outside the sandbox the public address must be one that an unsubscribe link can be followed to', async () => {
	const real = await Office.open('engage-real', { publicUrl: 'http://refrain.lan:3000', sandbox: false });
	try {
		const { contactId } = await real.contact();
		const wish = { contactId, sequenceId: await real.sequence() };
		await expect(real.engage(wish)).rejects.toMatchObject({ code: 'refused-public-address' });
		const owner = new pg.Client({ connectionString: real.ownerUrl });
		await owner.connect();
		await owner.query("UPDATE installation SET public_url = 'https://refrain.example'");
		await owner.end();
		expect(await real.engage(wish)).toBeTruthy();
	} finally {
		await real.close();
	}
});

it('a sequence that is stopped while somebody engages in it takes that run along (5.2-6)', async () => {
	const { contactId } = await office.contact();
	const sequenceId = await office.sequence();
	let commit!: () => void;
	const held = new Promise<void>((resolve) => (commit = resolve));
	let began!: () => void;
	const isOpen = new Promise<void>((resolve) => (began = resolve));
	const engaging = office.tx(async (tx) => {
		const input = { requestId: randomUUID(), contactId, sequenceId, confirmed: [] };
		const engaged = await engageContact(tx, office.camille, input);
		began();
		await held;
		return engaged;
	});
	await isOpen;
	const stopping = deactivateSequence(office.database, office.ines, { sequenceId, choice: 'stop' });
	await new Promise((resolve) => setTimeout(resolve, 300));
	commit();
	const engaged = await engaging;
	await stopping;
	expect(await office.run(engaged.engagementId)).toMatchObject({ state: 'failed', reason: 'ended-stopped' });
});
