import pg from 'pg';
import { createLinkToken } from './link-token.ts';

/**
 * Says what this installation is: its row with the public address and whether it is a sandbox. Runs as the owner, after
 * the migrations: no role of the product may insert it. The address is kept from the first start on, so that a copy of the
 * database is told apart (`worker/refuse-copy.ts`); on one machine it follows what each start was told.
 */
export async function prepareInstallation(
	url: string,
	{ publicUrl, sandbox, oneMachine = false }: { publicUrl: string; sandbox: boolean; oneMachine?: boolean },
): Promise<void> {
	await asOwner(url, (client) =>
		client.query(
			`INSERT INTO installation (public_url, sandbox) VALUES ($1, $2) ON CONFLICT (singleton)
			${oneMachine ? 'DO UPDATE SET public_url = excluded.public_url' : 'DO NOTHING'}`,
			[publicUrl, sandbox],
		),
	);
}

/**
 * The one-time link of a first start without demonstration world: while there is no subscription, each start prints a
 * fresh one and the one before stops working (its secret was never stored).
 *
 * @returns the path of the link; undefined once somebody has founded a subscription.
 */
export async function openFoundingLink(url: string): Promise<string | undefined> {
	return asOwner(url, async (client) => {
		await client.query('BEGIN');
		const { rowCount } = await client.query('SELECT FROM subscription LIMIT 1');
		const { token, hash } = createLinkToken();
		await client.query('DELETE FROM founding_link WHERE used_at IS NULL');
		if (!rowCount)
			await client.query('INSERT INTO founding_link (token_hash) VALUES ($1)', [Buffer.from(hash)]);
		await client.query('COMMIT');
		return rowCount ? undefined : `/found/${token}`;
	});
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: url, application_name: 'refrain-installation' });
	client.on('error', () => {}); // a cut connection fails the pending query, which is where it is reported
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
