import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reasonFacts } from '#domain/engagements/show/reason-facts.ts';
import { runSelection } from '#domain/engagements/show/run-row.ts';
import { lookAtMessage, mayMessageStillLeave } from '#domain/mails/look-at-message.ts';
import { listHalts } from '#domain/support/list-halts.ts';
import { supportActor } from '#domain/support/audit.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { haltFormSchema, type TenantHaltForm } from './halt-form.ts';
import { liftHalt, liftInstallationHalt } from './lift-halt.ts';
import { setHalt, setInstallationHalt, tellOfInstallationHalt } from './set-halt.ts';

const supportUserId = randomUUID();
let office: Office;
beforeAll(async () => {
	office = await Office.open('halts');
	await office.asOwner(
		`INSERT INTO support_user (id, email, first_name, last_name) VALUES ('${supportUserId}', 's@x.example', 'Sam', 'Ferrandier')`,
	);
});
afterAll(() => office.close());
afterEach(async () => {
	await office.tx(({ db }) => db.halt.deleteMany());
	await office.asOwner('DELETE FROM installation_halt');
});

const actor = () => supportActor(office.subscriptionId, supportUserId);
const hold = (form: TenantHaltForm) => office.tx((tx) => setHalt(tx, actor(), form));
const formOf = (scope: TenantHaltForm['scope'], engagementId: string) =>
	haltFormSchema.parse({
		scope,
		requestId: randomUUID(),
		reason: '  Trop de rejets.  ',
		...(scope === 'subscription' ? { subscriptionId: office.subscriptionId } : { engagementId }),
	}) as TenantHaltForm;
const look = async (id: string) => {
	const said = await office.look(id);
	return said.kind === 'wait' ? said.reason : said.kind;
};
const pokes = (id: string) => office.tx(({ db }) => db.outbox.count({ where: { targetId: id } }));

describe('a halt of support (5.7-24)', () => {
	it.each(['sequence', 'mailbox', 'domain', 'subscription'] as const)(
		'of a %s holds what it names until it is lifted',
		async (scope) => {
			const run = await office.engaged();
			const { haltId, held } = await hold(formOf(scope, run.id));
			expect(held).toBeGreaterThan(0);
			expect(await look(run.id)).toBe('sending-halted');
			expect(await office.run(run.id)).toMatchObject({
				state: 'blocked',
				reasonDetails: { scope, haltId, userId: supportUserId },
			});
			const before = await pokes(run.id);
			expect(await office.tx((tx) => liftHalt(tx, actor(), haltId))).toBeGreaterThan(0);
			expect(await office.tx((tx) => liftHalt(tx, actor(), haltId))).toBe(0);
			expect(await pokes(run.id)).toBe(before + 1);
			expect(await look(run.id)).toBe('go');
		},
	);

	it('holds nothing that it does not name', async () => {
		const [one, other] = [await office.engaged(), await office.engaged()];
		await hold(formOf('sequence', one.id));
		expect([await look(one.id), await look(other.id)]).toEqual(['sending-halted', 'go']);
	});

	it('stops a mail at arm that was claimed before it', async () => {
		const run = await office.engaged();
		const claimed = await office.claim(run.id);
		await hold(formOf('domain', run.id));
		expect(await office.arm(run.id, claimed!)).toBe(false);
	});

	it('is never lateness, however long it lasts', async () => {
		const run = await office.engaged();
		const { haltId } = await hold(formOf('mailbox', run.id));
		await look(run.id);
		await office.advance(30 * DAY);
		await office.watch({});
		await office.tx((tx) => liftHalt(tx, actor(), haltId));
		expect(await look(run.id)).toBe('go');
	});

	it('is told with who, since when, what and why, and each act is a line of the subscription', async () => {
		const run = await office.engaged();
		const { haltId } = await hold(formOf('sequence', run.id));
		await look(run.id);
		const facts = await office.tx(async (tx) => {
			const row = await tx.db.engagement.findFirstOrThrow({ where: { id: run.id }, select: runSelection });
			return (await reasonFacts(tx, [row])).get(run.id);
		});
		expect(facts).toMatchObject({ user: 'Sam Ferrandier', scope: 'sequence', motive: 'Trop de rejets.' });
		expect(await office.events(run.id)).toEqual(
			expect.arrayContaining(['support-acted', 'engagement-blocked']),
		);
		const shown = await office.database.asSupport((tx) => listHalts(tx));
		expect(shown).toMatchObject([{ id: haltId, subject: 'Premier contact', setBy: 'Sam Ferrandier' }]);
	});

	it('is set once a request', async () => {
		const run = await office.engaged();
		const form = formOf('sequence', run.id);
		expect(await hold(form)).toEqual(await hold(form));
		expect(await office.tx(({ db }) => db.halt.count())).toBe(1);
	});
});

describe('a halt of the installation', () => {
	it('holds every subscription; no run can set or lift one', async () => {
		const run = await office.engaged();
		const form = { scope: 'installation', requestId: randomUUID(), reason: 'Panne du relais.' } as const;
		await office.database.asHalt((tx) => setInstallationHalt(tx, supportUserId, form));
		await office.tx((tx) => tellOfInstallationHalt(tx, actor(), 'hold-sends'));
		expect(await look(run.id)).toBe('sending-halted');
		await expect(
			office.tx(({ db }) => db.installationHalt.updateMany({ data: { liftedAt: new Date() } })),
		).rejects.toThrow();
		await expect(office.database.asHalt(({ db }) => db.engagement.count())).rejects.toThrow();
		const lift = () =>
			office.database.asHalt((tx) => liftInstallationHalt(tx, supportUserId, form.requestId));
		expect([await lift(), await lift()]).toEqual([true, false]);
		expect(await look(run.id)).toBe('go');
	});
});

it('a mail that a person wrote is held by what names it, at claim and arm', async () => {
	const run = await office.engaged();
	const sendId = randomUUID();
	await office.tx(({ db, at, subscriptionId }) =>
		db.send.create({
			data: {
				subscriptionId,
				id: sendId,
				kind: 'personal',
				senderId: office.senderId,
				recipient: `somebody@${run.address.split('@')[1]}`,
				createdAt: at,
			},
		}),
	);
	const said = () => office.tx((tx) => lookAtMessage(tx, sendId, { toOthers: true }));
	const leaves = () => office.tx((tx) => mayMessageStillLeave(tx, sendId, { toOthers: true }));
	await hold(formOf('sequence', run.id));
	expect([(await said()).kind, await leaves()]).toEqual(['go', true]);
	await hold(formOf('domain', run.id));
	expect(await said()).toMatchObject({ kind: 'wait', reason: 'sending-halted' });
	expect(await leaves()).toBe(false);
	await office.advance(HOUR);
});
