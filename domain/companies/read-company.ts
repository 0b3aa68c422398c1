import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { readAboutPersons, type AboutPerson } from '#domain/persons/read-about-persons.ts';
import { readRunLines, type RunLine } from '#domain/engagements/show/run-line.ts';
import { readNoteCauses, type NoteCause } from '#domain/notes/show/read-note-causes.ts';
import { visibleRoutines } from '#domain/routines/visible-routines.ts';
import { suppressedAmong } from '#domain/suppressions/ask/suppressed-among.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Civility, Priority, Tag } from '#prisma/generated/client/client.ts';

/** A card of the sheet. White: of the shared reference, unusable until downloaded. Grey: has left, kept for history. */
export interface ContactCard extends AboutPerson {
	/** Of the contact, or of the reference contact for a white one. */
	id: string;
	colour: 'white' | 'orange' | 'grey';
	civility: Civility | null;
	firstName: string | null;
	lastName: string | null;
	name: string;
	function: string | null;
	/** The primary one first. */
	addresses: {
		address: string;
		isPrimary: boolean;
		invalidAt: Date | null;
		invalidStatus: string | null;
		/** Since when it is on the *Liste d’opposition*: nothing is written to it. */
		suppressedAt: Date | null;
	}[];
	phone: string | null;
	mobile: string | null;
	linkedinUrl: string | null;
	leftCompanyAt: Date | null;
	/** Live ones, then the last that ended. */
	runs: RunLine[];
	/** Those that she gets. */
	newsletters: { id: string; title: string }[];
}

/** The company sheet (docs/model.md#company). */
export interface CompanySheet {
	id: string;
	name: string;
	siren: string | null;
	activity: string | null;
	nafCode: string | null;
	headcount: string | null;
	address: string | null;
	postalCode: string | null;
	city: string | null;
	country: string;
	timeZone: string | null;
	phone: string | null;
	website: string | null;
	createdAt: Date;
	domains: string[];
	generalAddresses: string[];
	establishments: {
		id: string;
		siret: string | null;
		headOffice: boolean;
		name: string;
		address: string | null;
		postalCode: string | null;
		city: string | null;
		phone: string | null;
	}[];
	contacts: ContactCard[];
	/** Every routine that the person sees, with the company's tag on it. Her default first. */
	routines: {
		id: string;
		title: string;
		isOwnDefault: boolean;
		tag: Tag | null;
		isFormerCustomer: boolean;
	}[];
	relance: {
		id: string;
		dueOn: Date;
		priority: Priority;
		origin: string;
		followers: { id: string; name: string }[];
	} | null;
	/** An automatic one has a cause instead of an author (5.6-17). */
	lastNote: { id: string; text: string; at: Date; author: string | null; cause: NoteCause | null } | null;
}

/**
 * A company as its sheet shows it, contacts in three colours. White ones come from the shared reference by SIREN, less
 * those that were downloaded.
 *
 * @throws {Refusal} missing.
 */
export async function readCompany(tx: Transaction, actor: Actor, id: string): Promise<CompanySheet> {
	const row = await tx.db.company.findFirst({
		where: { id },
		include: {
			domains: { orderBy: { domain: 'asc' } },
			addresses: { orderBy: { address: 'asc' } },
			establishments: { orderBy: [{ headOffice: 'desc' }, { name: 'asc' }] },
			relance: {
				include: { followers: { include: { user: { select: { firstName: true, lastName: true } } } } },
			},
			notes: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1 },
			tags: true,
		},
	});
	if (!row) throw new Refusal('not-found', 'missing');
	const routines = await tx.db.routine.findMany({
		where: visibleRoutines(actor),
		orderBy: { title: 'asc' },
		select: {
			id: true,
			title: true,
			users: { where: { userId: actor.userId }, select: { isDefault: true } },
		},
	});
	const tags = new Map(row.tags.map((tag) => [tag.routineId, tag]));
	const [note] = row.notes;
	const causes = await readNoteCauses(tx, note && !note.authorId ? [note.id] : []);
	const author = note?.authorId
		? await tx.db.user.findFirst({
				where: { id: note.authorId },
				select: { firstName: true, lastName: true },
			})
		: null;
	return {
		id: row.id,
		name: row.name,
		siren: row.siren,
		activity: row.activity,
		nafCode: row.nafCode,
		headcount: row.headcount,
		address: row.address,
		postalCode: row.postalCode,
		city: row.city,
		country: row.country,
		timeZone: row.timeZone,
		phone: row.phone,
		website: row.website,
		createdAt: row.createdAt,
		domains: row.domains.map(({ domain }) => domain),
		generalAddresses: row.addresses.map(({ address }) => address),
		establishments: row.establishments.map(({ subscriptionId: _, companyId: __, ...site }) => site),
		contacts: await readContactCards(tx, id, row.siren),
		routines: routines
			.map((routine) => ({
				id: routine.id,
				title: routine.title,
				isOwnDefault: routine.users.some(({ isDefault }) => isDefault),
				tag: tags.get(routine.id)?.tag ?? null,
				isFormerCustomer: tags.get(routine.id)?.isFormerCustomer ?? false,
			}))
			.sort((one, other) => Number(other.isOwnDefault) - Number(one.isOwnDefault)),
		relance: row.relance && {
			id: row.relance.id,
			dueOn: row.relance.dueOn,
			priority: row.relance.priority,
			origin: row.relance.origin,
			followers: row.relance.followers.map(({ userId, user }) => ({ id: userId, name: nameOf(user) })),
		},
		lastNote: note
			? {
					id: note.id,
					text: note.text,
					at: note.at,
					author: author && nameOf(author),
					cause: causes.get(note.id) ?? null,
				}
			: null,
	};
}

/** Of a person of whom nothing else is known. */
const ALONE: AboutPerson = { twins: [], objectionId: null };

async function readContactCards(
	tx: Transaction,
	companyId: string,
	siren: string | null,
): Promise<ContactCard[]> {
	const contacts = await tx.db.contact.findMany({
		where: { companyId, erasedAt: null },
		orderBy: [
			{ leftCompanyAt: { sort: 'desc', nulls: 'first' } },
			{ lastName: 'asc' },
			{ firstName: 'asc' },
			{ id: 'asc' },
		],
		include: {
			addresses: { orderBy: [{ isPrimary: 'desc' }, { address: 'asc' }] },
			engagements: {
				orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { engagedAt: 'desc' }],
				select: { id: true, endedAt: true },
			},
			newsletterSubscriptions: {
				where: { unsubscribedAt: null, newsletter: { deletedAt: null } },
				orderBy: { subscribedAt: 'asc' },
				select: { newsletter: { select: { id: true, title: true } } },
			},
		},
	});
	const shown = contacts.flatMap(({ engagements }) => {
		const live = engagements.filter(({ endedAt }) => endedAt === null);
		return live.length > 0 ? live : engagements.slice(0, 1);
	});
	const runs = await readRunLines(
		tx,
		shown.map(({ id }) => id),
	);
	const about = await readAboutPersons(
		tx,
		contacts.map(({ id }) => id),
	);
	const suppressed = await suppressedAmong(
		tx,
		contacts.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
	);
	const own = contacts.map((contact): ContactCard => ({
		...(about.get(contact.id) ?? ALONE),
		id: contact.id,
		colour: contact.leftCompanyAt ? 'grey' : 'orange',
		civility: contact.civility,
		firstName: contact.firstName,
		lastName: contact.lastName,
		name: nameOf(contact, contact.addresses[0]?.address),
		function: contact.function,
		addresses: contact.addresses.map(({ address, isPrimary, invalidAt, invalidStatus }) => ({
			address,
			isPrimary,
			invalidAt,
			invalidStatus,
			suppressedAt: suppressed.get(address) ?? null,
		})),
		phone: contact.phone,
		mobile: contact.mobile,
		linkedinUrl: contact.linkedinUrl,
		leftCompanyAt: contact.leftCompanyAt,
		runs: runs.filter((run) => run.contact.id === contact.id),
		newsletters: contact.newsletterSubscriptions.map(({ newsletter }) => newsletter),
	}));
	const white = siren
		? await tx.db.referenceContact.findMany({ where: { siren }, orderBy: { lastName: 'asc' } })
		: [];
	// Whoever asked for erasure is not offered again.
	const known = await tx.db.contact.findMany({
		where: { companyId, referenceId: { not: null } },
		select: { referenceId: true },
	});
	const downloaded = new Set(known.map(({ referenceId }) => referenceId));
	const reference = white
		.filter(({ id }) => !downloaded.has(id))
		.map((person): ContactCard => ({
			...ALONE,
			id: person.id,
			colour: 'white',
			civility: person.civility,
			firstName: person.firstName,
			lastName: person.lastName,
			name: nameOf(person),
			function: person.function,
			addresses: person.email
				? [
						{
							address: person.email,
							isPrimary: true,
							invalidAt: null,
							invalidStatus: null,
							suppressedAt: null,
						},
					]
				: [],
			phone: person.phone,
			mobile: null,
			linkedinUrl: null,
			leftCompanyAt: null,
			runs: [],
			newsletters: [],
		}));
	const rank = { orange: 0, white: 1, grey: 2 };
	return [...own, ...reference].sort((one, other) => rank[one.colour] - rank[other.colour]);
}
