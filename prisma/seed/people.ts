import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_COMPANIES } from '../demo/companies.ts';
import type { DemoCompany } from '../demo/companies.ts';
import { DEMO_PEOPLE } from '../demo/people.ts';
import type { DemoPerson } from '../demo/people.ts';
import { demoId } from './demo-id.ts';

/** Writes a company of A.3 with its sites, domains and general address; answers its id. */
export async function writeCompany(
	tx: Transaction,
	subscription: string,
	{ key, domains, sites, tags: _tags, ...fields }: DemoCompany,
): Promise<string> {
	const { subscriptionId } = tx;
	const id = demoId(subscription, 'company', key);
	await tx.db.company.create({
		data: {
			...fields,
			subscriptionId,
			id,
			website: `https://www.${domains[0]}`,
			domains: { create: domains.map((domain) => ({ domain })) },
			addresses: { create: { address: `contact@${domains[0]}` } },
			establishments: {
				create: sites.map((site) => ({ ...site, id: demoId(subscription, 'site', site.siret) })),
			},
		},
	});
	await recordEvent(tx, { kind: 'company-created', companyId: id, data: { how: 'demo' } });
	return id;
}

/** Writes an orange or grey contact of A.4 with the addresses that are known; answers its id. */
export async function writeContact(
	tx: Transaction,
	subscription: string,
	person: DemoPerson,
): Promise<string> {
	const { subscriptionId } = tx;
	const { civility, firstName, lastName, phone, mobile } = person;
	const id = demoId(subscription, 'contact', person.number);
	const companyId = demoId(subscription, 'company', person.company);
	await tx.db.contact.create({
		data: {
			subscriptionId,
			id,
			companyId,
			civility,
			firstName,
			lastName,
			function: person.function,
			phone,
			mobile,
			leftCompanyAt: person.colour === 'grey' ? tx.at : null,
			addresses: {
				create: person.addresses.map((address, index) => ({
					id: demoId(subscription, 'address', address),
					address,
					isPrimary: index === 0,
				})),
			},
		},
	});
	await recordEvent(tx, { kind: 'contact-created', companyId, contactId: id, data: { how: 'demo' } });
	return id;
}

/** The companies and people that Cadrelune works with; the white ones stand in the shared reference. */
export async function writeCompaniesAndContacts(tx: Transaction, subscription: string): Promise<void> {
	for (const company of DEMO_COMPANIES) await writeCompany(tx, subscription, company);
	for (const person of DEMO_PEOPLE) {
		if (person.colour !== 'white') await writeContact(tx, subscription, person);
	}
}
