import pg from 'pg';
import { demoCompany } from '../demo/companies.ts';
import { DEMO_PEOPLE } from '../demo/people.ts';
import { DEMO_SUPPORT } from '../demo/subscriptions.ts';
import { demoId } from './demo-id.ts';

export const SUPPORT_ID = demoId('installation', 'support', DEMO_SUPPORT.address);

/**
 * Writes what belongs to no subscription: the white contacts with their companies, and the support user. As the owner,
 * because the product's roles only read it. Idempotent.
 *
 * @param url the owner's address.
 */
export async function writeSharedRows(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url, application_name: 'refrain-seed' });
	client.on('error', () => {}); // a cut connection fails the pending query, which is where it is reported
	await client.connect();
	try {
		await client.query('BEGIN');
		for (const person of DEMO_PEOPLE.filter(({ colour }) => colour === 'white')) {
			const { siren, name } = demoCompany(person.company);
			await client.query(
				'INSERT INTO reference_company (siren, name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
				[siren, name],
			);
			await client.query(
				`INSERT INTO reference_contact (id, siren, civility, first_name, last_name, function, email, phone)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
				[
					demoId('installation', 'reference-contact', person.number),
					siren,
					person.civility,
					person.firstName,
					person.lastName,
					person.function,
					person.addresses[0] ?? null,
					person.phone ?? person.mobile,
				],
			);
		}
		const { address, firstName, lastName } = DEMO_SUPPORT;
		await client.query(
			`INSERT INTO support_user (id, email, first_name, last_name) VALUES ($1, $2, $3, $4)
			ON CONFLICT DO NOTHING`,
			[SUPPORT_ID, address, firstName, lastName],
		);
		await client.query('COMMIT');
	} finally {
		await client.end();
	}
}
