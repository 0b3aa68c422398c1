/** What somebody who may not read a mail can do with its id (5.7-9, G-31): nothing that tells of it, or that opens it. */
import { randomUUID } from 'node:crypto';
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '#lib/server/trpc/router.ts';
import { layGround, type RightsGround } from './ground.ts';
import type { Populated } from './populate.ts';

let ground: RightsGround;
let world: Populated;
let stranger: Populated;

beforeAll(async () => {
	ground = await layGround();
	world = await ground.populate();
	stranger = await ground.populate();
});

afterAll(() => ground.close());

type Name = 'utilisateur' | 'colleague' | 'responsable' | 'stranger' | 'support';

function callerOf(name: Name) {
	const viewer =
		name === 'support'
			? ground.support
			: ground.viewerOf(name === 'stranger' ? stranger.responsable : world[name]);
	return createCaller({ services: ground.services, viewer, language: 'fr' });
}

const everyId = () => Object.values(world.privateIds);
const received = () => [world.privateIds.received, world.privateIds.reply];
const told = async (answer: Promise<unknown>) => superjson.stringify(await answer);

describe.each(['colleague', 'responsable'] as const)('a %s', (name) => {
	it('reads the date and the direction of a private mail, and a lock', async () => {
		for (const id of everyId()) {
			const mail = await callerOf(name).conversations.readMail({ id });
			expect(superjson.stringify(mail)).not.toContain(world.own);
			expect(mail).toMatchObject({
				isWithheld: true,
				text: '',
				from: { address: null },
				to: [],
				verdict: null,
			});
			expect(mail.at).toBeInstanceOf(Date);
		}
		const { rows } = await callerOf(name).timeline.listTimeline({ companyId: world.companyId });
		const lines = rows.filter(({ isWithheld }) => isWithheld);
		expect(lines.map(({ kind }) => kind).sort()).toEqual([
			'mail-found',
			'message-received',
			'message-received',
		]);
		for (const line of lines) expect(line).toMatchObject({ data: {}, mailbox: null });
	});

	it('neither corrects, answers, marks nor takes its address', async () => {
		const { conversations, contacts } = callerOf(name);
		const { contactId } = world;
		for (const messageId of received()) {
			const requestId = randomUUID();
			for (const act of [
				() => conversations.previewCorrection({ messageId, verdict: 'objection' }),
				() => conversations.correctVerdict({ requestId, messageId, verdict: 'objection' }),
				() => conversations.writeReply({ requestId, messageId, bodyHtml: '<p>Bonjour</p>' }),
				() => conversations.markPrivate({ id: messageId, isPrivate: false }),
				() => contacts.clearAddress({ contactId, suppress: true, messageId }),
			]) {
				await expect(act()).rejects.toMatchObject({ message: 'mail-private' });
			}
		}
	});
});

it('what ended a run, objects or is to be checked tells others nothing of itself where it was marked private', async () => {
	const fresh = await ground.populate();
	const as = (name: 'utilisateur' | 'colleague' | 'responsable') =>
		createCaller({ services: ground.services, viewer: ground.viewerOf(fresh[name]), language: 'fr' });
	const { privateIds, subscriptionId, endedEngagementId: engagementId, own } = fresh;
	const { received, reply } = privateIds;
	await ground.execute(`UPDATE message SET verdict = 'objection', private_since = now() WHERE id = $1`, [
		received,
	]);
	await ground.execute(
		`INSERT INTO open_objection (subscription_id, message_id, address) VALUES ($1, $2, 'objecting@x.example')`,
		[subscriptionId, received],
	);
	const ended = async (name: 'utilisateur' | 'colleague' | 'responsable') =>
		told(as(name).engagements.readEngagement({ engagementId }));
	const today = async (name: 'utilisateur' | 'colleague' | 'responsable') =>
		told(as(name).today.readToday({ whose: 'all' }));
	const readings = `UPDATE message SET verdict = 'doubtful', readings = '{reply,objection}' WHERE id = $1`;
	for (const name of ['colleague', 'responsable'] as const) expect(await ended(name)).not.toContain(own);
	await ground.execute(readings, [reply]);
	for (const name of ['colleague', 'responsable'] as const) expect(await today(name)).not.toContain(own);
	// Its mailbox's user is asked with the words in view.
	const hers = await today('utilisateur');
	for (const place of ['text', 'from', 'subject']) expect(hers).toContain(`${own}${place}`);
	for (const messageId of [received, reply]) expect(hers).toContain(messageId);
});

it('what a person said that it is stays with its mailbox’s user', async () => {
	const fresh = await ground.populate();
	const { companyId, contactId, endedEngagementId: id, subscriptionId, privateIds } = fresh;
	const said = {
		'reading-chosen': { reading: 'objection' },
		'verdict-corrected': { from: 'reply', to: 'none' },
	};
	for (const [kind, data] of Object.entries(said)) {
		await ground.execute(
			`INSERT INTO event (subscription_id, at, kind, company_id, contact_id, engagement_id, message_id, data)
			VALUES ($1, now(), $2, $3, $4, $5, $6, $7)`,
			[subscriptionId, kind, companyId, contactId, id, privateIds.reply, data],
		);
	}
	const lines = async (name: 'utilisateur' | 'colleague' | 'responsable') => {
		const viewer = ground.viewerOf(fresh[name]);
		const caller = createCaller({ services: ground.services, viewer, language: 'fr' });
		const { rows } = await caller.timeline.listTimeline({ engagementId: id });
		return rows.filter(({ kind }) => kind in said).map(({ kind, data }) => ({ kind, data }));
	};
	const hers = Object.entries(said).map(([kind, data]) => ({ kind, data }));
	expect(await lines('utilisateur')).toEqual(expect.arrayContaining(hers));
	for (const name of ['colleague', 'responsable'] as const) {
		expect(await lines(name)).toEqual(hers.map(() => ({ kind: 'verdict-corrected', data: {} })));
	}
	const support = createCaller({ services: ground.services, viewer: ground.support, language: 'fr' });
	const run = superjson.stringify(await support.support.readRun({ kind: 'engagement', id }));
	expect(run).toContain('verdict-corrected');
	expect(run).not.toContain('objection');
});

it('another subscription finds none of them, and support with the grant of a user gets no text of them', async () => {
	for (const id of everyId())
		await expect(callerOf('stranger').conversations.readMail({ id })).rejects.toMatchObject({
			message: 'missing',
		});
	await callerOf('utilisateur').grants.grantSupport();
	for (const engagementId of [world.engagementId, world.endedEngagementId]) {
		const texts = await told(callerOf('support').support.readTexts({ engagementId }));
		expect(texts).toContain('isWithheld');
		expect(texts).not.toContain(world.own);
	}
});

it('a common mail that quotes a private one is told without the quotation', async () => {
	const { messageId } = world;
	const quote = `${world.own}quoted`;
	await ground.execute(
		`UPDATE message SET in_reply_to = 'before@example', "references" = '{before@example}', text = visible_text || $2, html = $2 WHERE id = $1`,
		[messageId, `\n> ${quote}`],
	);
	await ground.execute(`UPDATE message SET message_id_key = 'before@example' WHERE id = $1`, [
		world.privateIds.written,
	]);
	const read = (name: Name) => callerOf(name).conversations.readMail({ id: messageId });
	expect(superjson.stringify(await read('utilisateur'))).toContain(quote);
	const shown = await read('colleague');
	expect(superjson.stringify(shown)).not.toContain(quote);
	expect(shown).toMatchObject({ isWithheld: false, wholeText: null, frame: null });
	expect(shown.text).toContain(world.secret);
	// Of a mail of ours everybody may read the quotation.
	await ground.execute(
		`INSERT INTO send_identity (subscription_id, message_id_key, send_id) VALUES ($1, 'before@example', $2)`,
		[world.subscriptionId, world.sendId],
	);
	expect(superjson.stringify(await read('colleague'))).toContain(quote);
});

it("its mailbox's user marks a reply private and gives it back; the answer to it goes with it", async () => {
	const fresh = await ground.populate();
	const as = (name: 'utilisateur' | 'colleague') =>
		createCaller({ services: ground.services, viewer: ground.viewerOf(fresh[name]), language: 'fr' });
	const { messageId: id } = fresh;
	const bodyHtml = '<p>Entre nous</p>';
	await ground.execute(`UPDATE mailbox SET state = 'synchronised' WHERE id = $1`, [fresh.mailboxId]);
	const { sendId } = await as('utilisateur').conversations.writeReply({
		requestId: randomUUID(),
		messageId: id,
		bodyHtml,
	});
	const read = async (name: 'utilisateur' | 'colleague', mail: string) =>
		(await as(name).conversations.readMail({ id: mail })).isWithheld;
	expect(await read('colleague', id)).toBe(false);
	expect(await read('colleague', sendId)).toBe(false);
	await as('utilisateur').conversations.markPrivate({ id, isPrivate: true });
	expect([await read('colleague', id), await read('colleague', sendId)]).toEqual([true, true]);
	expect([await read('utilisateur', id), await read('utilisateur', sendId)]).toEqual([false, false]);
	await as('utilisateur').conversations.markPrivate({ id, isPrivate: false });
	expect(await read('colleague', id)).toBe(false);
	// What answers a mail that is private already is private from the beginning.
	const answer = await as('utilisateur').conversations.writeReply({
		requestId: randomUUID(),
		messageId: fresh.privateIds.received,
		bodyHtml,
	});
	expect(await read('colleague', answer.sendId)).toBe(true);
});

it('another user who has the same mail in her own mailbox reads it', async () => {
	const fresh = await ground.populate();
	const as = createCaller({
		services: ground.services,
		viewer: ground.viewerOf(fresh.colleague),
		language: 'fr',
	});
	const { received: id } = fresh.privateIds;
	const read = async () => (await as.conversations.readMail({ id })).isWithheld;
	expect(await read()).toBe(true);
	await ground.execute(`UPDATE mailbox SET owner_id = $2 WHERE id = $1`, [
		fresh.mailboxId,
		fresh.responsable.userId,
	]);
	expect(await read()).toBe(true);
	await ground.execute(
		`INSERT INTO mailbox (subscription_id, id, owner_id, address, imap_host, imap_port, imap_security, login_name)
		VALUES ($1, $2, $3, 'second@example', 'imap.example', 993, 'tls', 'second')`,
		[fresh.subscriptionId, '00000000-0000-4000-8000-0000000000aa', fresh.colleague.userId],
	);
	await ground.execute(
		`INSERT INTO message_copy VALUES ($1, $2, '00000000-0000-4000-8000-0000000000aa', 'INBOX', 1, 1, now())`,
		[fresh.subscriptionId, id],
	);
	expect(await read()).toBe(false);
});
