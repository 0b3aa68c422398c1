/** Who is one of us, learned from mail and not from strangers (5.7-2); one mail in two mailboxes; ids that servers rewrite. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOurs } from '#domain/inbound/is-ours.ts';
import { recordOwnCopy } from '#domain/inbound/record-own-copy.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { putOnList } from '#domain/suppressions/suppress.ts';
import { isSpelledAs } from '#domain/values/spelled-as.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { LetterBox, sourceOf, type Letter } from './letters.test-support.ts';
import type { Watching } from './mailbox-deps.ts';

let office: Office;
let letters: LetterBox;
let camille: Watching;
let ines: Watching;

beforeAll(async () => {
	office = await Office.open('our-side');
	letters = new LetterBox(office);
	const { mailboxId } = await office.tx((tx) => createMailbox(tx, { ownerId: office.ines.userId }));
	ines = await letters.watch(mailboxId);
});
beforeEach(async () => {
	await office.watch({});
	camille = await letters.watch();
});
afterAll(async () => {
	await letters.close();
	await office.close();
});

const ours = (address: string) => office.tx((tx) => isOurs(tx, address));
const fresh = (domain: string) => `a${randomUUID().slice(0, 8)}@${domain}`;
const RECEIVED = 'Received: from mx.example by imap.cadrelune.example; Mon, 1 Jun 2026 10:00:00 +0200';
const inThread = (sendId: string) => `In-Reply-To: <${sendId}@cadrelune.example>`;

describe('an alias', () => {
	it('under which its owner writes is ours, with its plus parts, and its answer in the thread ends nothing', async () => {
		const alias = fresh('autre-marque.example');
		const { id, sendId } = await letters.engaged();
		expect(await ours(alias)).toBe(false);
		await letters.weigh(camille, { from: `Camille <${alias}>`, to: 'ami@elsewhere.example' }, true);
		expect(await ours(alias)).toBe(true);
		expect(await ours(alias.replace('@', '+devis@'))).toBe(true);
		expect(await ours(fresh('autre-marque.example'))).toBe(false);
		await letters.takeIn(camille, { from: alias, fields: [inThread(sendId)] });
		expect((await office.run(id)).endedAt).toBeNull();
	});

	it.each(['Delivered-To', 'X-Original-To', 'Envelope-To'])(
		'to which its own server delivered (%s) is ours',
		async (field) => {
			const alias = fresh('autre-marque.example');
			const above = [`Return-Path: <x@elsewhere.example>`, `${field}: <${alias}>`, RECEIVED];
			await letters.weigh(camille, { from: 'x@elsewhere.example', above });
			expect(await ours(alias)).toBe(true);
			const [row] = await office.tx(({ db }) => db.mailboxAlias.findMany({ where: { address: alias } }));
			expect(row).toMatchObject({ source: 'delivered-to', mailboxId: office.mailboxId });
		},
	);

	it.each<[string, (address: string) => Partial<Letter>]>([
		['below the first Received field', (it) => ({ above: [RECEIVED], fields: [`Delivered-To: ${it}`] })],
		['without a Received field', (it) => ({ above: [`Delivered-To: ${it}`] })],
		[
			'behind the one of the server',
			(it) => ({ above: ['Delivered-To: camille@cadrelune.example', `Delivered-To: ${it}`, RECEIVED] }),
		],
		['in To', (it) => ({ above: [RECEIVED], to: it })],
	])('that a stranger writes into a mail is none: %s', async (_, letter) => {
		const address = fresh('prospect.example');
		await letters.weigh(camille, { from: 'x@elsewhere.example', ...letter(address) });
		expect(await ours(address)).toBe(false);
	});

	it('is never a contact’s address, nor one of a company’s domain, nor of a public provider', async () => {
		const { address, companyId, id, sendId } = await letters.engaged();
		const domain = `${randomUUID().slice(0, 8)}.example`;
		await office.tx(({ db }) =>
			db.companyDomain.create({ data: { subscriptionId: office.subscriptionId, companyId, domain } }),
		);
		const others = [address, fresh(domain), fresh('gmail.com')];
		for (const one of others) {
			await letters.weigh(camille, {
				from: 'x@elsewhere.example',
				above: [`Delivered-To: ${one}`, RECEIVED],
			});
			expect(await ours(one), one).toBe(false);
		}
		// Somebody drew a mail of hers into Sent.
		await letters.weigh(camille, { from: address }, true);
		expect(await ours(address)).toBe(false);
		const reply = await letters.takeIn(camille, { from: address, fields: [inThread(sendId)] });
		expect(reply).toMatchObject({ verdict: 'reply', effect: { ended: [id] } });
	});

	it('of a public provider is ours where its owner writes under it, that address only', async () => {
		const alias = fresh('gmail.com');
		await letters.weigh(camille, { from: alias, to: 'ami@elsewhere.example' }, true);
		expect(await ours(alias)).toBe(true);
		expect(await ours(fresh('gmail.com'))).toBe(false);
	});
});

describe('a domain of ours', () => {
	const userAt = (domain: string) =>
		office.tx((tx) => createUser(tx, { firstName: 'Paul', lastName: 'Partenaire', email: fresh(domain) }));

	it('is none because somebody was invited there', async () => {
		await userAt('prospect-invite.example');
		expect(await ours(fresh('prospect-invite.example'))).toBe(false);
	});

	it('is that of a connected mailbox, but where somebody was engaged', async () => {
		await office.tx((tx) =>
			createMailbox(tx, { ownerId: office.ines.userId, address: fresh('filiale.example') }),
		);
		expect(await ours(fresh('filiale.example'))).toBe(true);
		const { companyId } = await office.engaged();
		await office.tx(({ db }) =>
			db.companyDomain.create({
				data: { subscriptionId: office.subscriptionId, companyId, domain: 'filiale.example' },
			}),
		);
		expect(await ours(fresh('filiale.example'))).toBe(false);
	});
});

describe('one mail in two of our mailboxes', () => {
	const rowsOf = (key: string) =>
		office.tx(({ db }) => db.message.findMany({ where: { messageIdKey: key }, include: { copies: true } }));
	const lines = (messageId: string) =>
		office.tx(({ db }) => db.event.findMany({ where: { messageId }, select: { kind: true } }));
	const id = () => `${randomUUID()}@x.example`;

	it('is one row, one line, one notification; both mailboxes’ users have it; its verdict takes effect once', async () => {
		const { id: run, address, sendId } = await letters.engaged();
		const key = id();
		const source = sourceOf({ from: address, fields: [inThread(sendId), `Message-ID: <${key}>`] });
		const told = async () =>
			(await office.notifications()).length + (await office.notifications(office.ines.userId)).length;
		const before = await told();
		const [first, second] = await Promise.all([
			letters.takeIn(camille, source),
			letters.takeIn(ines, source),
		]);
		expect([first.kind, second.kind].sort()).toEqual(['shared', 'stored']);
		const [row, ...more] = await rowsOf(key);
		expect(more).toEqual([]);
		expect(row).toMatchObject({ verdict: 'reply', copies: [{}] });
		expect(await lines(row!.id)).toContainEqual({ kind: 'reply-received' });
		expect((await lines(row!.id)).filter(({ kind }) => kind === 'reply-received')).toHaveLength(1);
		expect(await office.events(run)).toContain('engagement-succeeded');
		expect((await told()) - before).toBe(1);
	});

	it('is read again in neither', async () => {
		const { address, sendId } = await letters.engaged();
		const source = sourceOf({ from: address, fields: [inThread(sendId), `Message-ID: <${id()}>`] });
		await letters.takeIn(camille, source);
		expect((await letters.takeIn(ines, source)).kind).toBe('shared');
		expect((await letters.takeIn(ines, source)).kind).toBe('copy');
	});

	it('takes effect where the mailbox that it answers reads it second', async () => {
		const { id: run, address } = await letters.engaged();
		// By its sender alone: nothing writes to this person from the mailbox of Inès.
		const source = sourceOf({ from: address, subject: 'Notre échange', fields: [`Message-ID: <${id()}>`] });
		expect(await letters.takeIn(ines, source)).toMatchObject({ kind: 'stored', verdict: 'outside-reply' });
		const second = await letters.takeIn(camille, source);
		expect(second).toMatchObject({ kind: 'shared', verdict: 'reply', effect: { ended: [run] } });
	});

	it('that Inès wrote with Camille in copy is one mail, written by her, whichever is read first', async () => {
		for (const order of [
			['out', 'in'],
			['in', 'out'],
		] as const) {
			const { address } = await letters.engaged();
			const key = id();
			const letter = { from: ines.watch.address, to: address, fields: ['Cc: camille@cadrelune.example'] };
			const source = sourceOf({ ...letter, fields: [...letter.fields, `Message-ID: <${key}>`] });
			for (const direction of order)
				await letters.takeIn(direction === 'out' ? ines : camille, source, direction);
			const rows = await rowsOf(key);
			expect(rows).toMatchObject([{ direction: 'out', verdict: 'human-sent', copies: [{}] }]);
			expect(await lines(rows[0]!.id)).toHaveLength(1);
		}
	});

	it('is two where the text differs', async () => {
		const { address, sendId } = await letters.engaged();
		const key = id();
		const fields = [inThread(sendId), `Message-ID: <${key}>`];
		await letters.takeIn(camille, { from: address, fields, body: 'Oui' });
		await letters.takeIn(ines, { from: address, fields, body: 'Non' });
		expect(await rowsOf(key)).toHaveLength(2);
	});

	it('stays erased where its writer was erased, whoever reads it', async () => {
		const { address, contactId, sendId } = await letters.engaged();
		const source = sourceOf({
			from: address,
			fields: [inThread(sendId), `Message-ID: <${id()}>`],
			body: 'Oui',
		});
		await letters.takeIn(camille, source);
		await office.erase(contactId);
		const stored = () => office.tx(({ db }) => db.message.count());
		const before = await stored();
		expect(await letters.takeIn(ines, source)).toMatchObject({ kind: 'shared', effect: { ended: [] } });
		expect(await letters.takeIn(camille, source)).toMatchObject({ kind: 'copy' });
		expect(await stored()).toBe(before);
	});
});

describe('a server that gives our mails an id of its own', () => {
	async function left() {
		const run = await letters.engaged();
		const ours = `<${run.sendId}@cadrelune.example>`;
		await office.tx(({ db }) => db.send.updateMany({ where: { id: run.sendId }, data: { messageId: ours } }));
		return { ...run, ours };
	}
	const knownAs = (sendId: string) =>
		office.tx(({ db }) =>
			db.send.findFirstOrThrow({ where: { id: sendId }, select: { serverMessageId: true } }),
		);
	const copy = (sendId: string, messageId: string) => ({
		sendId,
		messageId,
		messageIdKey: messageId.slice(1, -1).toLowerCase(),
	});

	it('is known under the id of Sent, letters kept, which answers name and later steps refer to; ours is matched too', async () => {
		for (const named of ['theirs', 'ours'] as const) {
			const { id, sendId, address, ours } = await left();
			const theirs = `<DB9P.${randomUUID().toUpperCase()}@EURP193.PROD.OUTLOOK.COM>`;
			await office.tx((tx) => recordOwnCopy(tx, camille.watch, copy(sendId, theirs)));
			expect(await knownAs(sendId)).toEqual({ serverMessageId: theirs });
			const fields = [`In-Reply-To: ${named === 'theirs' ? theirs : ours}`];
			const from = `autre-${address}`;
			const reply = await letters.takeIn(camille, { from: `Hélène Inconnue <${from}>`, fields });
			expect(reply).toMatchObject({ kind: 'stored' });
			const message = await office.tx(({ db }) =>
				db.message.findFirst({ where: { sendId, fromAddress: from } }),
			);
			expect(message).toMatchObject({ engagementId: id });
		}
	});

	it('whose copy we filed ourselves says nothing of the id that it gave', async () => {
		const { sendId, ours } = await left();
		const given = '<0100018f-x@email.amazonses.com>';
		await office.tx(({ db }) =>
			db.send.updateMany({ where: { id: sendId }, data: { serverMessageId: given } }),
		);
		await office.tx((tx) => recordOwnCopy(tx, camille.watch, copy(sendId, ours)));
		expect(await knownAs(sendId)).toEqual({ serverMessageId: given });
	});

	it.each([
		['our header', (sendId: string) => `${SEND_HEADER}: ${sendId}`],
		['Microsoft’s note of ours', (_: string, ours: string) => `X-Microsoft-Original-Message-ID: ${ours}`],
		['Gmail’s note of ours', (_: string, ours: string) => `X-Google-Original-Message-ID: ${ours}`],
	])('keeps its copy recognisable: %s', async (_, field) => {
		const { sendId, address, ours } = await left();
		const letter = {
			from: camille.watch.address,
			to: address,
			fields: [`Message-ID: <${randomUUID()}@outlook.example>`, field(sendId, ours)],
		};
		expect(await letters.weigh(camille, letter, true)).toEqual({ kind: 'own', sendId });
	});
});

describe('Gmail’s spellings of one address', () => {
	it.each([
		['h.ronsavel', 'gmail.com', 'HRonsavel@gmail.com'],
		['hronsavel', 'googlemail.com', 'h.ron.savel+pro@gmail.com'],
	])('%s@%s answers as %s: in a thread and out of it', async (name, domain, written) => {
		for (const inItsThread of [true, false]) {
			const { id, contactId, sendId } = await letters.engaged();
			const unique = randomUUID().slice(0, 6);
			await office.tx(({ db }) =>
				db.contactAddress.updateMany({
					where: { contactId },
					data: { address: `${name}${unique}@${domain}` },
				}),
			);
			const from = written.replace(/(?=[+@])/, unique);
			const fields = inItsThread ? [inThread(sendId)] : [];
			const recorded = await letters.takeIn(camille, { from, fields });
			expect(recorded).toMatchObject({ verdict: 'reply', effect: { ended: [id] } });
		}
	});

	it('is on the list however it is spelt, and a mailbox of ours is ours however it is', async () => {
		const unique = randomUUID().slice(0, 8);
		await letters.weigh(camille, { from: `c.${unique}@gmail.com`, to: 'ami@elsewhere.example' }, true);
		expect(await ours(`c${unique.slice(0, 3)}.${unique.slice(3)}+x@googlemail.com`)).toBe(true);
		const envelopes = createEnvelopes(randomBytes(32));
		await office.tx((tx) =>
			putOnList(tx, envelopes, { address: `x.${unique}@gmail.com`, cause: 'manual', actor: office.camille }),
		);
		const listed = (address: string) => office.tx((tx) => isSuppressed(tx, address));
		expect(await listed(`x${unique}+lists@googlemail.com`)).toBeInstanceOf(Date);
		expect(await listed(`x${unique}@orange.fr`)).toBeUndefined();
	});

	it('is compared in rows as it is in mails', async () => {
		const written = [
			'a.b@gmail.com',
			'ab+c@googlemail.com',
			'a.b@x.example',
			'ab@gmail.com',
			'abc@gmail.com',
			'+@gmail.com',
		];
		for (const one of written) {
			const found = await office.tx(
				(tx) =>
					tx.sql<{ address: string }>`
					SELECT address FROM unnest(${written}::text[]) AS known (address)
					WHERE ${isSpelledAs(Prisma.sql`address`, [one])}`,
			);
			expect(found.map(({ address }) => address)).toEqual(
				written.filter((other) => mailboxOf(other) === mailboxOf(one)),
			);
		}
	});
});
