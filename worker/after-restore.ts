/**
 * `npm run after-restore`, as a program with the environment of a worker: reads every mailbox back from the backup on, and
 * says what each one still proves. May be run again, and beside running workers.
 */
import { parseArgs } from 'node:util';
import { config } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { readMailboxesBack } from './read-mailboxes-back.ts';
import { InstallationRefused } from './refuse-copy.ts';
import { openServices } from './services.ts';

const say = (line: string) => console.log(line);
const { values } = parseArgs({ options: { since: { type: 'string' } } });
const since = values.since === undefined ? undefined : new Date(values.since);
try {
	if (since && Number.isNaN(since.getTime()))
		throw new InstallationRefused('--since names the instant of the backup, such as 2026-11-29T03:00:00Z.');
	const services = await openServices(config(), createLogger('after-restore', { level: 'error' }));
	try {
		const { unread } = await readMailboxesBack(services, { since, say });
		if (unread > 0) process.exitCode = 1;
	} finally {
		await services.close();
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
