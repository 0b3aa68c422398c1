import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';
import { REFERENCE_ID, type Populated } from '#tests/rights/populate.ts';
import type { Transaction } from '#platform/database/database.ts';
import { putOnList } from '#domain/suppressions/suppress.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { readCompany } from '#domain/companies/read-company.ts';
import { changeContact } from './change-contact.ts';
import { clearAddress } from './clear-address.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { contactFiltersSchema, listContacts } from './show/list-contacts.ts';
import { contactSchema } from './contact-form.ts';
import { createContact } from './create-contact.ts';
import { downloadContact } from './download-contact.ts';
import { eraseContact, previewErasure } from './erase-contact.ts';
import { markLeft } from './mark-left.ts';

let home: PopulatedDatabase;

beforeAll(async () => {
	home = await openPopulatedDatabase();
});

afterAll(() => home.close());

/** Step 2 of the live engagement stands before its arm. */
async function claimStep(world: Populated): Promise<string> {
	const sendId = randomUUID();
	await home.within(world, ({ db, at }) =>
		db.send.create({
			data: {
				subscriptionId: world.subscriptionId,
				id: sendId,
				kind: 'step',
				senderId: world.senderId,
				engagementId: world.engagementId,
				position: 2,
				occurrence: 1,
				contactId: world.contactId,
				companyId: world.companyId,
				state: 'claimed',
				fence: 1,
				leaseUntil: new Date(Date.now() + 60_000),
				createdAt: at,
			},
		}),
	);
	return sendId;
}

/** Whoever is asked about a place says yes. */
async function eraseWhole(tx: Transaction, world: Populated, contactId: string) {
	const { places } = await home.within(world, (other) => previewErasure(other, world.utilisateur, contactId));
	return eraseContact(tx, world.utilisateur, {
		contactId,
		places: places.map(({ kind, id }) => ({ kind, id, erase: true })),
	});
}

function stateOf(world: Populated, sendId: string) {
	return home.within(world, ({ db }) =>
		db.send.findFirst({ where: { id: sendId }, select: { state: true, fence: true } }),
	);
}

async function kindsAbout(world: Populated, contactId: string): Promise<string[]> {
	const events = await home.within(world, ({ db }) =>
		db.event.findMany({ where: { contactId }, select: { kind: true } }),
	);
	return events.map(({ kind }) => kind).sort();
}

const REVOKED = { state: 'revoked', fence: 2 };

/** Why the live engagement ended; null: it goes on. */
async function endOf(world: Populated): Promise<string | null> {
	const run = await home.within(world, ({ db }) =>
		db.engagement.findFirstOrThrow({ where: { id: world.engagementId } }),
	);
	return run.endedAt && run.reason;
}

describe('a contact that leaves the company', () => {
	it('turns grey, and a mail that is merely claimed cannot arm any more', async () => {
		const world = await home.populate();
		const sendId = await claimStep(world);
		const { contactId } = world;
		await home.within(world, (tx) => markLeft(tx, world.colleague, { contactId, left: true }));
		expect(await stateOf(world, sendId)).toEqual(REVOKED);
		// The row tells the truth from this commit on, whether or not Temporal can be reached.
		expect(await endOf(world)).toBe('ended-left');
		const poked = await home.query(`SELECT FROM outbox WHERE workflow = 'engagement' AND target_id = $1`, [
			world.engagementId,
		]);
		expect(poked).not.toEqual([]);
		expect(await kindsAbout(world, contactId)).toContain('contact-left');
		const sheet = await home.within(world, (tx) => readCompany(tx, world.utilisateur, world.companyId));
		expect(sheet.contacts.find(({ id }) => id === contactId)?.colour).toBe('grey');
	});

	it('is orange again once it is unticked (R-57), and asking twice says it once', async () => {
		const world = await home.populate();
		const { contactId } = world;
		for (const left of [true, true, false, false]) {
			await home.within(world, (tx) => markLeft(tx, world.utilisateur, { contactId, left }));
		}
		const kinds = await kindsAbout(world, contactId);
		expect(kinds.filter((kind) => kind === 'contact-left')).toHaveLength(1);
		expect(kinds.filter((kind) => kind === 'contact-returned')).toHaveLength(1);
	});
});

describe('an address that is taken away', () => {
	it('stops the runs and stays away from the suppression list', async () => {
		const world = await home.populate();
		const sendId = await claimStep(world);
		const { contactId, contactAddress } = world;
		await home.within(world, (tx) =>
			clearAddress(tx, world.utilisateur, home.envelopes, { contactId, suppress: false }),
		);
		expect(await stateOf(world, sendId)).toEqual(REVOKED);
		expect(await endOf(world)).toBe('ended-no-address');
		expect(await home.within(world, (tx) => isSuppressed(tx, contactAddress))).toBeUndefined();
		const [contact] = await home.within(world, ({ db }) => db.contact.findMany({ where: { id: contactId } }));
		expect(contact).toMatchObject({ firstName: 'Mathilde' });
	});

	it('goes on the suppression list where a person confirms an objection (5.6-8)', async () => {
		const world = await home.populate();
		const { contactId, contactAddress, messageId } = world;
		await home.within(world, (tx) =>
			clearAddress(tx, world.utilisateur, home.envelopes, { contactId, suppress: true, messageId }),
		);
		expect(await home.within(world, (tx) => isSuppressed(tx, contactAddress))).toBeInstanceOf(Date);
		expect(await endOf(world)).toBe('ended-unsubscribed');
	});

	it('goes with the other one from which the person objected', async () => {
		const world = await home.populate();
		const { contactId, messageId } = world;
		const fromAddress = `perso.${contactId}@ailleurs.example`;
		await home.within(world, ({ db }) =>
			db.message.updateMany({ where: { id: messageId }, data: { contactId, fromAddress } }),
		);
		await home.within(world, (tx) =>
			clearAddress(tx, world.utilisateur, home.envelopes, { contactId, suppress: true, messageId }),
		);
		expect(await home.within(world, (tx) => isSuppressed(tx, fromAddress))).toBeInstanceOf(Date);
	});
});

describe('the form of a contact', () => {
	const form = (fields: object) =>
		contactSchema.parse({ firstName: 'Mathilde', lastName: 'Ronsavel', ...fields });
	const addressesOf = (world: Populated) =>
		home.within(world, ({ db }) =>
			db.contactAddress.findMany({
				where: { contactId: world.contactId },
				orderBy: [{ isPrimary: 'desc' }, { address: 'asc' }],
				select: { address: true, isPrimary: true, invalidAt: true },
			}),
		);

	it('makes the first address the primary one and keeps what is known of those that stay', async () => {
		const world = await home.populate();
		await home.query('UPDATE contact_address SET invalid_at = now() WHERE contact_id = $1', [
			world.contactId,
		]);
		const addresses = ['Nouvelle@Brumevent.example', world.contactAddress];
		await home.within(world, (tx) =>
			changeContact(tx, world.utilisateur, { id: world.contactId, ...form({ addresses }) }),
		);
		const [primary, other] = await addressesOf(world);
		expect(primary).toEqual({ address: 'nouvelle@brumevent.example', isPrimary: true, invalidAt: null });
		expect(other).toMatchObject({ address: world.contactAddress, isPrimary: false });
		expect(other!.invalidAt).toBeInstanceOf(Date);
	});

	it('keeps what somebody else saved meanwhile, and refuses where both changed the same field', async () => {
		const world = await home.populate();
		const base = form({ addresses: [world.contactAddress], phone: '01' });
		const change = (fields: object, from?: object) =>
			home.within(world, (tx) =>
				changeContact(tx, world.utilisateur, {
					id: world.contactId,
					...(from ? { base: { ...from } } : {}),
					...form({ ...base, ...fields }),
				}),
			);
		await change({});
		await change({ phone: '02' }, base);
		await change({ mobile: '06' }, base);
		const read = () =>
			home.within(world, ({ db }) =>
				db.contact.findFirst({ where: { id: world.contactId }, select: { phone: true, mobile: true } }),
			);
		expect(await read()).toEqual({ phone: '02', mobile: '06' });
		await expect(change({ phone: '03' }, base)).rejects.toMatchObject({ code: 'changed-meanwhile' });
	});

	it('stops the runs where it leaves no address', async () => {
		const world = await home.populate();
		const sendId = await claimStep(world);
		await home.within(world, (tx) =>
			changeContact(tx, world.utilisateur, { id: world.contactId, ...form({ addresses: [] }) }),
		);
		expect(await stateOf(world, sendId)).toEqual(REVOKED);
		expect(await endOf(world)).toBe('ended-no-address');
		expect(await kindsAbout(world, world.contactId)).toContain('contact-address-cleared');
	});

	it('holds back what was written to the address before, and lets the run go on', async () => {
		const world = await home.populate();
		const sendId = await claimStep(world);
		const addresses = ['nouvelle.adresse@brumevent.example'];
		await home.within(world, (tx) =>
			changeContact(tx, world.utilisateur, { id: world.contactId, ...form({ addresses }) }),
		);
		expect(await stateOf(world, sendId)).toEqual(REVOKED);
		expect(await endOf(world)).toBeNull();
	});

	it('changed elsewhere than in its address holds nothing back', async () => {
		const world = await home.populate();
		const sendId = await claimStep(world);
		const fields = { addresses: [world.contactAddress], phone: '02 61 91 40 21' };
		await home.within(world, (tx) =>
			changeContact(tx, world.utilisateur, { id: world.contactId, ...form(fields) }),
		);
		expect(await stateOf(world, sendId)).toEqual({ state: 'claimed', fence: 1 });
	});

	it('needs a name or an address, and refuses what is no address', () => {
		expect(contactSchema.safeParse({}).success).toBe(false);
		expect(contactSchema.safeParse({ addresses: ['a@b'] }).success).toBe(false);
		// A zone that is none would make every instant of the contact's runs invalid.
		expect(contactSchema.safeParse({ lastName: 'Ronsavel', timeZone: 'Paris' }).success).toBe(false);
		expect(contactSchema.parse({ lastName: 'Ronsavel', timeZone: ' ' }).timeZone).toBeNull();
		expect(contactSchema.parse({ lastName: 'Ronsavel', timeZone: 'Europe/Brussels' }).timeZone).toBe(
			'Europe/Brussels',
		);
		expect(contactSchema.parse({ addresses: ['A@B.example'] }).addresses).toEqual(['a@b.example']);
	});
});

describe('a white contact', () => {
	it('is downloaded once, whoever presses, and is white for the others still', async () => {
		const [world, other] = [await home.populate(), await home.populate()];
		const { companyId } = world;
		const download = () =>
			home.within(world, (tx) =>
				downloadContact(tx, world.utilisateur, { companyId, referenceId: REFERENCE_ID }),
			);
		const [first, second] = await Promise.all([download(), download()]);
		expect(first).toEqual(second);
		const colours = async (who: Populated) => {
			const sheet = await home.within(who, (tx) => readCompany(tx, who.utilisateur, who.companyId));
			return sheet.contacts.filter(({ lastName }) => lastName === 'Brumereau').map(({ colour }) => colour);
		};
		expect(await colours(world)).toEqual(['orange']);
		expect(await colours(other)).toEqual(['white']);
	});

	it('whose address is on a card already is not downloaded but linked: one set of guards', async () => {
		const world = await home.populate();
		const [white] = await home.query<{ email: string }>('SELECT email FROM reference_contact WHERE id = $1', [
			REFERENCE_ID,
		]);
		const elsewhere = await home.within(world, ({ db }) =>
			db.company.create({ data: { subscriptionId: world.subscriptionId, name: 'Ailleurs' } }),
		);
		const { id: card } = await home.within(world, (tx) =>
			createContact(tx, world.utilisateur, {
				companyId: elsewhere.id,
				...contactSchema.parse({ lastName: 'Brumereau', addresses: [white!.email.toUpperCase()] }),
			}),
		);
		const download = (samePersonAs?: string) =>
			home.within(world, (tx) =>
				downloadContact(tx, world.utilisateur, {
					companyId: world.companyId,
					referenceId: REFERENCE_ID,
					samePersonAs,
				}),
			);
		await expect(download()).rejects.toMatchObject({
			code: 'refused-known-address',
			details: { existing: { contactId: card, companyId: elsewhere.id, mayLink: true } },
		});
		const { id } = await download(card);
		const persons = await home.within(world, ({ db }) =>
			db.contact.findMany({ where: { id: { in: [card, id] } }, select: { personId: true } }),
		);
		expect(new Set(persons.map(({ personId }) => personId)).size).toBe(1);
	});
});

describe('a person who asks for erasure', () => {
	it('is named nowhere any more, and what ran ends without a verdict', async () => {
		const world = await home.populate();
		const { contactId, contactAddress, secret, subscriptionId } = world;
		const sendId = await claimStep(world);
		await home.within(world, async (tx) => {
			await putOnList(tx, home.envelopes, {
				address: contactAddress,
				cause: 'manual',
				actor: world.utilisateur,
			});
			await tx.db.note.create({
				data: {
					subscriptionId,
					companyId: world.companyId,
					contactId,
					text: `Joindre ${contactAddress}`,
					at: tx.at,
				},
			});
		});
		const relances = () => home.query('SELECT * FROM relance WHERE subscription_id = $1', [subscriptionId]);
		const before = await relances();
		expect(await tablesWith(subscriptionId, contactAddress)).toEqual(
			expect.arrayContaining(['contact_address', 'message', 'note', 'send']),
		);

		await home.within(world, (tx) => eraseWhole(tx, world, contactId));

		for (const text of [contactAddress, `Mathilde ${secret}`, `Bonjour, ${secret}`, `Étape 1 ${secret}`]) {
			expect(await tablesWith(subscriptionId, text), text).toEqual([]);
		}
		expect(await home.query('SELECT FROM send_content WHERE subscription_id = $1', [subscriptionId])).toEqual(
			[],
		);
		expect(await stateOf(world, sendId)).toEqual(REVOKED);
		const run = await home.within(world, ({ db }) =>
			db.engagement.findFirst({ where: { id: world.engagementId }, select: { state: true, reason: true } }),
		);
		expect(run).toEqual({ state: 'withdrawn', reason: 'ended-erased' });
		expect(await relances()).toEqual(before);
		// The keyed hash survives: the same address stays refused.
		expect(await home.within(world, (tx) => isSuppressed(tx, contactAddress))).toBeInstanceOf(Date);
		const sheet = await home.within(world, (tx) => readCompany(tx, world.utilisateur, world.companyId));
		expect(sheet.contacts.map(({ id }) => id)).not.toContain(contactId);
		await expect(home.within(world, (tx) => eraseWhole(tx, world, contactId))).rejects.toThrow('missing');
	});

	it('gets no mail that a colleague had just written', async () => {
		const world = await home.populate();
		const { contactId, contactAddress, subscriptionId, senderId, companyId } = world;
		const id = randomUUID();
		await home.within(world, ({ db, at }) =>
			db.send.create({
				data: {
					subscriptionId,
					id,
					kind: 'personal',
					senderId,
					contactId,
					companyId,
					recipient: contactAddress,
					createdAt: at,
				},
			}),
		);
		await home.within(world, (tx) => eraseWhole(tx, world, contactId));
		// Ready still, it would be looked for and started again every minute.
		expect(await stateOf(world, id)).toEqual({ state: 'revoked', fence: 1 });
	});

	it('is not offered again as a white contact', async () => {
		const world = await home.populate();
		const { companyId } = world;
		const { id } = await home.within(world, (tx) =>
			downloadContact(tx, world.utilisateur, { companyId, referenceId: REFERENCE_ID }),
		);
		await home.within(world, (tx) => eraseWhole(tx, world, id));
		const sheet = await home.within(world, (tx) => readCompany(tx, world.utilisateur, companyId));
		expect(sheet.contacts.map(({ lastName }) => lastName)).not.toContain('Brumereau');
	});

	/** Tables of the subscription, less its own sequences, where a text stands in any column. */
	async function tablesWith(subscriptionId: string, text: string): Promise<string[]> {
		const tables = await home.query<{ name: string }>(`
			SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
			WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'subscription_id'
				AND c.relname NOT LIKE 'sequence%'`);
		const found: string[] = [];
		for (const { name } of tables) {
			const rows = await home.query(
				`SELECT FROM ${name} t WHERE subscription_id = $1 AND position(lower($2) IN lower(t::text)) > 0 LIMIT 1`,
				[subscriptionId, text],
			);
			if (rows.length > 0) found.push(name);
		}
		return found;
	}
});

describe('the list of contacts', () => {
	it('reads on without a gap or a repetition, and finds without accents', async () => {
		const world = await home.populate();
		const { utilisateur, companyId } = world;
		for (const lastName of ['Élan', 'Elan', 'elan', 'Zèle', 'Abc']) {
			await home.within(world, (tx) =>
				createContact(tx, utilisateur, { companyId, ...contactSchema.parse({ lastName }) }),
			);
		}
		const read = (filters: object) =>
			home.within(world, (tx) => listContacts(tx, utilisateur, contactFiltersSchema.parse(filters)));
		const whole = (await read({ colour: 'all' })).rows.map(({ id }) => id);
		const paged: string[] = [];
		let cursor: string | null = null;
		do {
			const page = await read({ colour: 'all', limit: 2, cursor });
			paged.push(...page.rows.map(({ id }) => id));
			cursor = page.next;
		} while (cursor);
		expect(paged).toEqual(whole);
		expect(new Set(paged).size).toBe(8);
		expect((await read({ search: 'ELAN' })).rows).toHaveLength(3);
		expect((await read({ colour: 'grey' })).rows.map(({ id }) => id)).toEqual([world.greyContactId]);
		expect((await read({ address: 'none' })).rows).toHaveLength(5);
		expect((await read({ engaged: true })).rows.map(({ id }) => id)).toEqual([world.contactId]);
		expect((await read({ mails: 'clicked' })).rows).toEqual([]);
		const { contactId } = world;
		await home.within(world, (tx) =>
			recordEvent(tx, { kind: 'link-clicked', companyId, contactId, data: { link: 1 } }),
		);
		expect((await read({ mails: 'clicked' })).rows.map(({ id }) => id)).toEqual([contactId]);
		expect((await read({ mails: 'opened' })).rows).toEqual([]);
		const replied = await read({ mails: 'replied', colour: 'all' });
		expect(replied.rows.map(({ id }) => id)).toEqual([contactId]);
	});
});
