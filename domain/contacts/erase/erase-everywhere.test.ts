import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putOnList } from '#domain/suppressions/suppress.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { subscribeAgain, unsubscribe } from '#domain/behind-mails/acts-of-page.ts';
import { readMailPage } from '#domain/behind-mails/mail-page.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { takeOffList } from '#domain/suppressions/removal/take-off-list.ts';
import { erasedMessageKey } from '#domain/values/erased-message-key.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { eraseContact, previewErasure } from '../erase-contact.ts';

let home: PopulatedDatabase;
let ring: KeyRing;
let world: Populated;
let canary: string;
let ids: Awaited<ReturnType<typeof furnish>>;

beforeAll(async () => {
	home = await openPopulatedDatabase();
	ring = await openKeyRing(home.database, home.envelopes, 'unsubscribe');
});
afterAll(() => home.close());

beforeEach(async () => {
	world = await home.populate();
	canary = `Zwolinska${randomUUID().slice(0, 8).replace(/\d/g, 'q').replaceAll('-', '')}`;
	ids = await furnish();
});

const address = () => `irene.${canary.toLowerCase()}@pelissandre.example`;
const second = () => `${canary.toLowerCase()}@perso.example`;
const former = () => `i.${canary.toLowerCase()}@ancienne.example`;

/** Irène in every place of the product. */
function furnish() {
	return home.within(world, async (tx) => {
		const { db, at } = tx;
		const { subscriptionId, companyId, freeCompanyId, mailboxId, senderId } = world;
		const person = { subscriptionId, firstName: 'Irène', lastName: canary };
		const contact = await db.contact.create({
			data: {
				...person,
				companyId,
				function: `Acheteuse ${canary}`,
				phone: canary,
				addresses: { create: [{ address: address(), isPrimary: true }, { address: second() }] },
			},
		});
		const card = await db.contact.create({
			data: { ...person, companyId: freeCompanyId, addresses: { create: [{ address: second() }] } },
		});
		const send = (data: object) => ({
			subscriptionId,
			id: randomUUID(),
			kind: 'personal',
			senderId,
			state: 'accepted' as const,
			createdAt: at,
			sentAt: at,
			armedAt: at,
			...data,
		});
		const content = (text: string) => ({
			content: {
				create: {
					bytes: new Uint8Array(Buffer.from(text)),
					sha256: new Uint8Array(32),
					html: `<p>${text}</p>`,
					text,
					frozenAt: at,
				},
			},
		});
		const own = await db.send.create({
			data: send({
				contactId: contact.id,
				companyId,
				recipient: address(),
				subject: `Pour ${canary}`,
				...content(canary),
			}),
		});
		const old = await db.send.create({
			data: send({ contactId: contact.id, companyId, recipient: former(), subject: canary }),
		});
		const other = await db.send.create({
			data: send({
				contactId: world.freeContactId,
				companyId: freeCompanyId,
				recipient: 'autre@ailleurs.example',
				subject: `Avec Irène ${canary}`,
				...content(`J’ai vu Mme ${canary} hier & demain`),
			}),
		});
		let uid = 900n;
		const mail = (data: object) => ({
			subscriptionId,
			mailboxId,
			folder: 'INBOX',
			uidValidity: 1n,
			uid: ++uid,
			direction: 'in',
			receivedAt: at,
			storedAt: at,
			size: 1,
			verdict: 'none',
			...data,
		});
		const reply = await db.message.create({
			data: mail({
				contactId: contact.id,
				companyId,
				fromAddress: second(),
				fromName: `Irène ${canary}`,
				messageIdKey: `${canary.toLowerCase()}.1@pelissandre.example`,
				messageId: `<${canary}.1@pelissandre.example>`,
				inReplyTo: `${canary}@x`,
				references: [`${canary}@x`],
				thread: [`<${canary}@x>`],
				text: `Bien à vous, ${canary}`,
				verdict: 'reply',
				evidence: { rule: 'references', quote: canary },
				quarantine: { create: { code: 'x', bytes: new Uint8Array(Buffer.from(`From: ${address()}`)) } },
			}),
		});
		const third = await db.message.create({
			data: mail({
				contactId: world.freeContactId,
				companyId: freeCompanyId,
				fromAddress: 'autre@ailleurs.example',
				toAddresses: ['utilisateur@x.example', address().toLowerCase()],
				subject: `Tr: ${canary}`,
				text: `Voyez avec Irène ${canary}, ${address()}. À bientôt.`,
				visibleText: `Voyez avec IRÈNE ${canary.toUpperCase()}. À bientôt.`,
				html: `<p>Voyez avec Ir<b>ène</b> ${canary}</p>`,
				evidence: { rule: 'written', quote: `Voyez avec Irène ${canary}` },
			}),
		});
		const named = await db.message.create({
			data: mail({
				contactId: world.freeContactId,
				companyId: freeCompanyId,
				fromAddress: 'autre@ailleurs.example',
				text: `Ma collègue Irène ${canary} vous répondra.`,
			}),
		});
		const strange = await db.message.create({
			data: mail({
				verdict: 'unreadable',
				quarantine: { create: { code: 'x', bytes: new Uint8Array(Buffer.from(`Cc: ${second()}`)) } },
			}),
		});
		const note = (data: { companyId: string; text: string; contactId?: string }) =>
			db.note.create({ data: { subscriptionId, at, ...data } });
		await note({ companyId, contactId: contact.id, text: `Directe ${canary}` });
		const sure = await note({ companyId: freeCompanyId, text: `Écrire à ${second()} (Irène ${canary})` });
		const asked = await note({ companyId: freeCompanyId, text: `Vu ${canary} au salon` });
		for (const to of [second(), former()]) {
			await putOnList(tx, home.envelopes, { address: to, cause: 'manual', actor: world.utilisateur });
		}
		const listed = await db.suppression.findFirstOrThrow({
			where: { contactId: { in: [contact.id, card.id] } },
		});
		await takeOffList(tx, listed, {
			ground: 'entry',
			reason: `Demande de ${canary}`,
			actor: world.responsable,
		});
		// She was asked as an administrator, and somebody wrote as her.
		await db.consentRequest.updateMany({
			where: { connectionId: world.connectionId },
			data: { administrator: second(), mailedAt: at },
		});
		await db.connectionEvent.create({
			data: {
				...{ subscriptionId, connectionId: world.connectionId, at, kind: 'administrator-asked' },
				data: { address: second(), sendId: randomUUID() },
			},
		});
		await db.send.create({
			data: {
				...{ subscriptionId, id: randomUUID(), kind: 'platform', createdAt: at, recipient: second() },
				authorId: world.utilisateur.userId,
				platformMail: {
					create: {
						...{ kind: 'consent-request', language: 'fr', changedAt: at },
						connectionId: world.connectionId,
					},
				},
			},
		});
		await db.fromAddress.create({
			data: {
				...{ subscriptionId, senderId, address: second(), createdAt: at, provenAt: at, isUsed: true },
				askedById: world.utilisateur.userId,
			},
		});
		await db.answeredRequest.create({
			data: {
				subscriptionId,
				userId: world.utilisateur.userId,
				id: randomUUID(),
				procedure: 'contacts.createContact',
				answer: { json: { id: contact.id, address: address() } },
				at,
			},
		});
		return {
			contact: contact.id,
			card: card.id,
			own: own.id,
			old: old.id,
			other: other.id,
			reply: reply.id,
			third: third.id,
			named: named.id,
			strange: strange.id,
			sure: sure.id,
			asked: asked.id,
		};
	});
}

const preview = () => home.within(world, (tx) => previewErasure(tx, world.utilisateur, ids.contact));
const erase = async (answer: (place: { kind: string; id: string }) => boolean = () => true) => {
	const { places } = await preview();
	return home.within(world, (tx) =>
		eraseContact(tx, world.utilisateur, {
			contactId: ids.contact,
			places: places.map(({ kind, id }) => ({ kind, id, erase: answer({ kind, id }) })),
		}),
	);
};

/** Every text, list, JSON or bytes of every table in which she still stands, but for the sequences of the subscription. */
async function stillIn(text: string): Promise<string[]> {
	const columns = await home.query<{ table: string; column: string; type: string }>(`
		SELECT c.oid::regclass::text AS table, quote_ident(a.attname) AS column, format_type(a.atttypid, NULL) AS type
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
			AND format_type(a.atttypid, NULL) IN ('text', 'text[]', 'jsonb', 'json', 'bytea')`);
	const found: string[] = [];
	for (const { table, column, type } of columns) {
		const read = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
		const rows = await home.query(
			`SELECT FROM ${table} WHERE position(folded($1) IN folded(${read})) > 0 LIMIT 1`,
			[text],
		);
		if (rows.length > 0) found.push(`${table}.${column}`);
	}
	return found.sort();
}

const rowsOf = async () => JSON.stringify(await stillIn(canary));

describe('an erasure that is answered yes', () => {
	it('leaves her name and addresses in no column of any table', async () => {
		expect((await stillIn(canary)).length).toBeGreaterThan(15);
		const erased = await erase();
		expect(await stillIn(canary)).toEqual([]);
		expect(erased).toMatchObject({ notes: 1, masked: 5 });
	});

	it('keeps what others wrote, with her masked in it', async () => {
		await erase();
		const { third, other, note } = await home.within(world, async ({ db }) => ({
			third: await db.message.findFirstOrThrow({ where: { id: ids.third } }),
			other: await db.send.findFirstOrThrow({ where: { id: ids.other }, include: { content: true } }),
			note: await db.note.findFirstOrThrow({ where: { id: ids.asked } }),
		}));
		expect(third).toMatchObject({
			fromAddress: 'autre@ailleurs.example',
			toAddresses: ['utilisateur@x.example'],
			text: 'Voyez avec •••, •••. À bientôt.',
			visibleText: 'Voyez avec •••. À bientôt.',
			html: null,
		});
		expect(other.recipient).toBe('autre@ailleurs.example');
		expect(other.content).toMatchObject({ text: 'J’ai vu ••• hier & demain' });
		expect(other.content!.html).toBe('<p>J’ai vu ••• hier &amp; demain</p>');
		expect(note.text).toBe('Vu ••• au salon');
	});

	it('knows her mail again in another folder, and stores nothing of it', async () => {
		const key = `${canary.toLowerCase()}.1@pelissandre.example`;
		await erase();
		const row = await home.within(world, ({ db }) =>
			db.message.findFirstOrThrow({ where: { id: ids.reply } }),
		);
		expect(row).toMatchObject({ messageIdKey: erasedMessageKey(key), fromAddress: null, text: null });
	});
});

describe('places that a person is asked about', () => {
	it('are other cards and texts that name her; those with her address are not asked', async () => {
		const { places, masked } = await preview();
		expect(places.map(({ kind, id }) => [kind, id]).sort()).toEqual(
			[
				['contact', ids.card],
				['note', ids.asked],
				['received', ids.named],
				['sent', ids.other],
			].sort(),
		);
		expect(masked).toBe(2);
		const note = places.find(({ id }) => id === ids.asked)!;
		expect(note.excerpt).toContain(`Vu ${canary} au salon`);
		expect(note.companyName).not.toBeNull();
	});

	it('hide the words of a mail in a colleague’s mailbox', async () => {
		const shown = async (who: Populated['utilisateur']) => {
			const { places } = await home.within(world, (tx) => previewErasure(tx, who, ids.contact));
			return places.find(({ id }) => id === ids.named)!.excerpt;
		};
		expect(await shown(world.utilisateur)).toContain('Ma collègue');
		expect(await shown(world.colleague)).toBeNull();
	});

	it('stay as they are where the answer is no: somebody else has that name', async () => {
		await erase(({ id }) => id !== ids.asked && id !== ids.card);
		expect(await stillIn(canary)).toEqual(
			expect.arrayContaining(['contact.last_name', 'contact_address.address', 'note.text']),
		);
		const card = await home.within(world, ({ db }) =>
			db.contact.findFirstOrThrow({ where: { id: ids.card } }),
		);
		expect(card).toMatchObject({ lastName: canary, erasedAt: null });
	});

	it('are counted without anything being changed', async () => {
		const before = await rowsOf();
		await preview();
		expect(await rowsOf()).toBe(before);
	});

	it('refuse the whole erasure where one was not asked about', async () => {
		const before = await rowsOf();
		const blind = home.within(world, (tx) => eraseContact(tx, world.utilisateur, { contactId: ids.contact }));
		await expect(blind).rejects.toThrow('erasure-places-new');
		expect(await rowsOf()).toBe(before);
	});

	it('refuse it too while a mail to somebody else that names her is leaving', async () => {
		await home.within(world, ({ db }) =>
			db.send.updateMany({ where: { id: ids.other }, data: { state: 'uncertain', settledAt: null } }),
		);
		const before = await rowsOf();
		await expect(erase()).rejects.toThrow('erasure-under-way');
		expect(await rowsOf()).toBe(before);
	});

	it('are those of her own subscription', async () => {
		const elsewhere = await home.populate();
		await home.within(elsewhere, ({ db, at }) =>
			db.note.create({
				data: {
					subscriptionId: elsewhere.subscriptionId,
					companyId: elsewhere.companyId,
					text: `Irène ${canary} ${address()}`,
					at,
				},
			}),
		);
		await erase();
		expect(await stillIn(canary)).toEqual(['note.text']);
	});
});

describe('the unsubscribe link of a mail to a person who was erased', () => {
	const token = (sendId = ids.own) =>
		signUnsubscribeToken(ring, { subscriptionId: world.subscriptionId, sendId });

	it('shows her the same page, has the same effect, and can be taken back', async () => {
		await erase();
		const page = () => readMailPage(home.database, ring, token());
		const before = await page();
		expect(before).toMatchObject({ suppressed: false });
		await unsubscribe(home.database, home.envelopes, ring, token(), { cause: 'link' });
		await unsubscribe(home.database, home.envelopes, ring, token(), { cause: 'one-click' });
		expect(await page()).toEqual({ ...before, suppressed: true });
		expect(await home.within(world, (tx) => isSuppressed(tx, address()))).toBeInstanceOf(Date);
		expect(await stillIn(canary)).toEqual([]);
		await subscribeAgain(home.database, ring, token());
		expect(await page()).toEqual(before);
	});

	it('says that she is on the list already where she was', async () => {
		await erase();
		expect(await readMailPage(home.database, ring, token(ids.old))).toMatchObject({
			suppressed: true,
		});
	});

	it('stops the run that writes to her again under a new card', async () => {
		await erase();
		await home.within(world, async ({ db }) => {
			const run = await db.engagement.findFirstOrThrow({ where: { endedAt: null } });
			await db.contactAddress.updateMany({
				where: { contactId: run.contactId, isPrimary: true },
				data: { address: address() },
			});
		});
		await unsubscribe(home.database, home.envelopes, ring, token(), { cause: 'one-click' });
		const live = await home.within(world, ({ db }) =>
			db.engagement.count({
				where: { endedAt: null, contact: { addresses: { some: { address: address() } } } },
			}),
		);
		expect(live).toBe(0);
	});
});
