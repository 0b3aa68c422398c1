/**
 * `npm run adopt-database`, configured mode: a copy of a database, or one whose address changed, becomes this installation's
 * own. Says what it would do, and does it with `-- --yes`.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { parseConfig } from '#platform/config.ts';
import { adoptDatabase, planAdoption } from './adopted-database.ts';

const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
try {
	if (!process.env.DATABASE_URL)
		throw new Error(
			'Nothing is configured: an unconfigured start keeps its data with its folder, and there is nothing to adopt.',
		);
	const { database, publicUrl, temporal } = parseConfig(process.env);
	const client = new pg.Client({ connectionString: database.url, application_name: 'refrain-adopt' });
	await client.connect();
	try {
		const plan = await planAdoption(client, { publicUrl, namespace: temporal.namespace });
		for (const line of plan.lines) console.log(line);
		if (plan.isOurs) process.exitCode = 0;
		else if (values.yes) {
			await adoptDatabase(client, publicUrl);
			console.log(
				`Done: this database belongs to ${publicUrl}. Start the workers, or run \`npm run after-restore\` first.`,
			);
		} else {
			console.log('Nothing was changed. To do it: npm run adopt-database -- --yes');
			process.exitCode = 1;
		}
	} finally {
		await client.end();
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
