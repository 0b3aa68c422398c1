import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { unsubscribeContact } from '#domain/newsletters/subscribers/unsubscribe-contact.ts';
import type { BenchServers } from '../bench-servers.ts';
import type { Product } from '../product.ts';
import { figure } from '../table.ts';
import { issueToSend } from './issue-to-send.ts';
import type { BenchRelay } from './start-relay.ts';

/** Milliseconds between two who leave the list meanwhile. */
const PROBE_EVERY = 100;

/**
 * The snapshot of an issue beside a bare statement that copies as many rows of as many columns, and how long somebody waits who
 * leaves the list meanwhile.
 */
export async function measureSnapshot(
	{ adminUrl, databaseUrl }: BenchServers,
	product: Product,
	relay: BenchRelay,
	recipients: number,
): Promise<void> {
	const { database } = product.services;
	const issue = await issueToSend(product, relay, { recipients, connections: 1 });
	const { subscriptionId, newsletterId, ownerId: userId } = issue;
	const leaving = await database.inSubscription(subscriptionId, ({ db }) =>
		db.newsletterSubscriber.findMany({ where: { newsletterId }, take: 2_000, select: { contactId: true } }),
	);
	const waited: number[] = [];
	let isOver = false;
	const probe = async () => {
		for (const { contactId } of leaving) {
			if (isOver) return;
			const from = performance.now();
			await database.inSubscription(subscriptionId, (tx) =>
				unsubscribeContact(
					tx,
					{ subscriptionId, userId, licence: 'responsable' },
					{ newsletterId, contactId, cause: 'stop' },
				),
			);
			waited.push(performance.now() - from);
			await new Promise((done) => setTimeout(done, PROBE_EVERY));
		}
	};
	const resident = process.memoryUsage.rss();
	let most = resident;
	const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), PROBE_EVERY);
	const from = performance.now();
	await Promise.all([issue.prepare().finally(() => (isOver = true)), probe()]);
	const seconds = (performance.now() - from) / 1_000;
	clearInterval(looking);
	const bare = await copyRows({ adminUrl, databaseUrl }, issue.issueId);
	waited.sort((one, other) => one - other);
	console.log(
		`\nthe snapshot of ${recipients} recipients: ${figure(seconds)} s, ${figure(seconds / bare)} times a bare copy of its rows (${figure(bare)} s), ` +
			`${figure((most - resident) / 1_048_576)} MB more; who leaves the list meanwhile waits ${figure(waited.at(-1) ?? 0)} ms at most`,
	);
}

/** Seconds for which PostgreSQL alone, past row-level security, writes such rows once more with the same indexes. */
async function copyRows(
	{ adminUrl, databaseUrl }: Pick<BenchServers, 'adminUrl' | 'databaseUrl'>,
	issueId: string,
): Promise<number> {
	const url = new URL(adminUrl);
	url.pathname = new URL(databaseUrl).pathname;
	const client = new pg.Client({ connectionString: url.href });
	await client.connect();
	try {
		await client.query('CREATE TABLE copied (LIKE issue_place INCLUDING ALL)');
		const from = performance.now();
		await client.query('INSERT INTO copied SELECT * FROM issue_place WHERE issue_id = $1', [issueId]);
		return (performance.now() - from) / 1_000;
	} finally {
		await client.query('DROP TABLE IF EXISTS copied');
		await client.end();
	}
}
