import { createContact } from '#tests/environment/rows/contact.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import type { PopulatedRows } from './populated-rows.ts';

/** Its users, closed day, routine, companies and contacts. */
export async function createPeople({
	tx,
	db,
	at,
	id,
	own,
	ago,
	words: { canary, secret, domain },
}: PopulatedRows): Promise<void> {
	await createSubscription(tx, `Abonnement ${canary}`);
	for (const [name, licence] of [
		['responsable', 'responsable'],
		['utilisateur', 'utilisateur'],
		['colleague', 'utilisateur'],
	] as const) {
		await createUser(tx, {
			id: id[name],
			email: `${name}@${domain}`,
			firstName: name,
			lastName: canary,
			licence,
			// Whoever has none is offered the one that is found.
			signatureHtml: name === 'utilisateur' ? '' : `<p>${name} ${secret}</p>`,
		});
	}
	await db.closedDay.create({ data: { ...own, day: new Date('2030-05-31'), name: `Pont ${canary}` } });
	await db.routine.create({
		data: {
			...own,
			id: id.routine,
			title: `Routine ${canary}`,
			users: {
				create: [
					{ userId: id.utilisateur, isDefault: true },
					{ userId: id.colleague, isDefault: false },
				],
			},
		},
	});
	await db.company.create({
		data: {
			...own,
			id: id.company,
			name: `Société ${canary}`,
			siren: '000100198',
			city: canary,
			domains: { create: [{ domain }] },
			addresses: { create: [{ address: `contact@${domain}` }] },
			establishments: { create: [{ name: `Siège ${canary}`, headOffice: true }] },
			tags: { create: [{ routineId: id.routine, tag: 'suspect', changedAt: at }] },
		},
	});
	await db.company.create({ data: { ...own, id: id.freeCompany, name: `Libre ${canary}` } });
	for (const [key, firstName] of [
		['contact', 'Mathilde'],
		['free', 'Thierry'],
		['grey', 'Loïc'],
	] as const) {
		await createContact(tx, {
			id: id[key],
			companyId: id.company,
			civility: key === 'contact' ? 'madame' : 'monsieur',
			firstName,
			lastName: `${firstName} ${secret}`,
			leftCompanyAt: key === 'grey' ? ago(1_000) : null,
			address: `${key}.${secret}@${domain}`,
		});
	}
}
