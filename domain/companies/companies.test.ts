import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { contactFiltersSchema, listContacts } from '#domain/contacts/show/list-contacts.ts';
import { listRelances, relanceFiltersSchema } from '#domain/relances/list-relances.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { setTag } from '#domain/tags/set-tag.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { changeCompany } from './change-company.ts';
import { companySchema, newCompanySchema } from './company-form.ts';
import { createCompany } from './create-company.ts';
import { findRecords } from './find-records.ts';
import { companyFiltersSchema, countCompanies, listCompanies } from './list-companies.ts';
import { readCompany } from './read-company.ts';

let home: PopulatedDatabase;
let world: Populated;

beforeAll(async () => {
	home = await openPopulatedDatabase();
	world = await home.populate();
});

afterAll(() => home.close());

function create(fields: object) {
	return home.within(world, (tx) => createCompany(tx, world.utilisateur, newCompanySchema.parse(fields)));
}

describe('a company created by hand', () => {
	it('needs a name only, and is found by its domain and general address', async () => {
		const { id } = await create({
			name: 'Ferronnerie Zélie',
			domains: ['https://www.Zelie.example/', 'zelie.example'],
			generalAddresses: ['Contact@Zelie.example'],
		});
		const sheet = await home.within(world, (tx) => readCompany(tx, world.utilisateur, id));
		expect(sheet).toMatchObject({
			name: 'Ferronnerie Zélie',
			siren: null,
			country: 'FR',
			domains: ['zelie.example'],
			generalAddresses: ['contact@zelie.example'],
		});
	});

	it('says which company has the SIREN already, in this subscription only', async () => {
		await expect(create({ name: 'Double', siren: '000 100 198' })).rejects.toMatchObject({
			code: 'siren-taken',
			details: { companyId: world.companyId },
		});
	});

	it.each([
		{ name: '' },
		{ name: 'A', siren: '123456789' },
		{ name: 'A', domains: ['localhost'] },
		{ name: 'A', generalAddresses: ['contact'] },
		{ name: 'A', timeZone: 'Europe/Nantes' },
	])('refuses %j', (fields) => {
		expect(newCompanySchema.safeParse(fields).success).toBe(false);
	});
});

describe('a changed company', () => {
	it('keeps in its timeline which fields changed, not their values, and nothing where nothing did', async () => {
		const { id } = await create({ name: 'Avant', city: 'Nantes' });
		const change = (fields: object) =>
			home.within(world, (tx) =>
				changeCompany(tx, world.utilisateur, {
					id,
					...companySchema.parse({
						...newCompanySchema.parse({ name: 'Avant', city: 'Nantes' }),
						siren: null,
						...fields,
					}),
				}),
			);
		await change({});
		await change({ name: 'Après', domains: ['apres.example'] });
		const events = await home.within(world, ({ db }) =>
			db.event.findMany({ where: { companyId: id, kind: 'company-changed' }, select: { data: true } }),
		);
		expect(events).toEqual([{ data: { fields: ['name', 'domains'] } }]);
	});
});

describe('a company that two people change', () => {
	const form = (fields: object) =>
		companySchema.parse({ ...newCompanySchema.parse({ name: 'Ateliers Norvège' }), siren: null, ...fields });

	it('keeps what each of them changed, and refuses where both changed the same', async () => {
		const base = form({ city: 'Lyon', domains: ['b.example', 'a.example'] });
		const { id } = await create(base);
		const change = (fields: object) =>
			home.within(world, (tx) =>
				changeCompany(tx, world.utilisateur, { id, base, ...form({ ...base, ...fields }) }),
			);
		const read = () => home.within(world, (tx) => readCompany(tx, world.utilisateur, id));
		await change({ city: 'Nantes' });
		await change({ phone: '01 02 03' });
		expect(await read()).toMatchObject({ city: 'Nantes', phone: '01 02 03' });
		await expect(change({ city: 'Rennes' })).rejects.toMatchObject({ code: 'changed-meanwhile' });
		expect(await read()).toMatchObject({ city: 'Nantes' });
	});
});

describe('the list of companies', () => {
	const read = (filters: object, who = world.utilisateur) =>
		home.within(world, (tx) => listCompanies(tx, who, companyFiltersSchema.parse(filters)));

	it('reads on in both directions without a gap or a repetition', async () => {
		for (const name of ['Écluse', 'eclat', 'Zinc', 'Zinc', 'abri']) await create({ name });
		for (const order of [
			{},
			{ direction: 'desc' },
			{ sort: 'created' },
			{ sort: 'created', direction: 'desc' },
		]) {
			const whole = (await read(order)).rows.map(({ id }) => id);
			const paged: string[] = [];
			let cursor: string | null = null;
			do {
				const page = await read({ ...order, limit: 2, cursor });
				paged.push(...page.rows.map(({ id }) => id));
				cursor = page.next;
			} while (cursor);
			expect(paged).toEqual(whole);
			expect(new Set(paged).size).toBe(whole.length);
		}
	});

	it('finds by name without accents, by SIREN and by domain', async () => {
		const ids = async (search: string) => (await read({ search })).rows.map(({ id }) => id);
		expect(await ids(`societe ${world.canary}`)).toEqual([world.companyId]);
		expect(await ids('000 100 1')).toEqual([world.companyId]);
		expect(await ids(world.canary.toUpperCase())).toContain(world.companyId);
		expect(await ids('100%')).toEqual([]);
	});

	it('filters by tag, on the routines that the person sees only (R-93)', async () => {
		const count = (who: typeof world.utilisateur) =>
			home.within(world, (tx) =>
				countCompanies(
					tx,
					who,
					companyFiltersSchema.parse({ routineId: world.routineId, tags: ['suspect'] }),
				),
			);
		expect(await count(world.utilisateur)).toBe(1);
		await home.query('DELETE FROM routine_user WHERE user_id = $1', [world.colleague.userId]);
		expect(await count(world.colleague)).toBe(0);
		expect(await count(world.responsable)).toBe(1);
		const [line] = (await read({ search: 'Société' }, world.colleague)).rows;
		expect(line!.tags).toEqual([]);
	});

	it('filters by the former customer mention, which is set beside the tag (R-95)', async () => {
		const former = { formerCustomer: true };
		const listed = async () => (await read(former, world.responsable)).rows.map(({ id }) => id);
		const people = () =>
			home.within(world, (tx) =>
				listContacts(tx, world.responsable, contactFiltersSchema.parse({ ...former, colour: 'all' })),
			);
		const relances = () =>
			home.within(world, (tx) =>
				listRelances(tx, world.responsable, relanceFiltersSchema.parse({ ...former, followedBy: 'all' })),
			);
		const mention = (isFormerCustomer: boolean) =>
			home.within(world, (tx) => {
				const { companyId, routineId } = world;
				return setTag(tx, world.responsable, { companyId, routineId, isFormerCustomer });
			});
		expect([await listed(), (await people()).rows, (await relances()).rows]).toEqual([[], [], []]);
		await mention(true);
		expect(await listed()).toEqual([world.companyId]);
		expect((await people()).rows.map(({ company }) => company.id)).toContain(world.companyId);
		expect((await relances()).rows.map(({ company }) => company.id)).toEqual([world.companyId]);
		const sheet = await home.within(world, (tx) => readCompany(tx, world.responsable, world.companyId));
		expect(sheet.routines).toMatchObject([{ tag: 'suspect', isFormerCustomer: true }]);
		await mention(false);
		expect(await listed()).toEqual([]);
	});
});

describe('the sheet', () => {
	it('says since when nobody writes to an address of the *Liste d’opposition*', async () => {
		const other = await home.populate();
		const { utilisateur, companyId, contactId } = other;
		const addresses = async () => {
			const sheet = await home.within(other, (tx) => readCompany(tx, utilisateur, companyId));
			return sheet.contacts.find(({ id }) => id === contactId)!.addresses;
		};
		const [before] = await addresses();
		expect(before).toMatchObject({ suppressedAt: null });
		await home.within(other, (tx) =>
			suppress(tx, createEnvelopes(randomBytes(32)), { address: before!.address, cause: 'manual' }),
		);
		expect((await addresses())[0]?.suppressedAt).toBeInstanceOf(Date);
	});

	it('shows contacts in three colours, runs, relance and the last note', async () => {
		const sheet = await home.within(world, (tx) => readCompany(tx, world.utilisateur, world.companyId));
		expect(sheet.contacts.map(({ colour }) => colour)).toEqual(['orange', 'orange', 'white', 'grey']);
		const mathilde = sheet.contacts.find(({ id }) => id === world.contactId)!;
		expect(mathilde.runs.map(({ id, reason }) => ({ id, reason }))).toEqual([
			{ id: world.engagementId, reason: 'step-delay' },
		]);
		expect(mathilde.runs[0]!.facts).toMatchObject({ step: 2, steps: 2, contact: mathilde.name });
		expect(sheet.relance).toMatchObject({
			priority: 'normal',
			followers: [{ id: world.utilisateur.userId }],
		});
		expect(sheet.lastNote).toMatchObject({ id: world.noteId, cause: null });
		expect(sheet.routines).toMatchObject([{ id: world.routineId, isOwnDefault: true, tag: 'suspect' }]);
	});
});

describe('the search of the top bar', () => {
	it('finds companies and contacts of the subscription, from the second letter on', async () => {
		const found = await home.within(world, (tx) => findRecords(tx, world.canary));
		expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['company', 'contact']));
		expect(await home.within(world, (tx) => findRecords(tx, 'm'))).toEqual([]);
	});
});
