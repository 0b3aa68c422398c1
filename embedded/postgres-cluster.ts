import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { giveTo, spawnAs, type ServerIdentity } from './server-identity.ts';

/** The superuser of the embedded cluster; only the launcher and the tests connect as it. */
export const superuser = 'postgres';

/**
 * Creates a cluster in `dataFolder` unless there is one. It is made beside it and renamed at the end, so a start
 * that was cut off leaves nothing that the next one must refuse.
 * @throws initdb's own words when it fails
 */
export async function ensureCluster(options: {
	initdb: string;
	dataFolder: string;
	password: string;
	identity: ServerIdentity;
	durable: boolean;
}): Promise<void> {
	const { dataFolder, identity } = options;
	if (existsSync(join(dataFolder, 'PG_VERSION'))) return;
	const unfinished = `${dataFolder}.new`;
	rmSync(unfinished, { recursive: true, force: true });
	mkdirSync(unfinished, { mode: 0o700 });
	giveTo(identity, unfinished);
	const passwordFile = join(dirname(dataFolder), '.initdb-password');
	rmSync(passwordFile, { force: true });
	writeFileSync(passwordFile, options.password, { mode: 0o600, flag: 'wx' });
	giveTo(identity, passwordFile);
	try {
		await runInitdb(options.initdb, identity, [
			`--pgdata=${unfinished}`,
			`--username=${superuser}`,
			`--pwfile=${passwordFile}`,
			'--auth-local=trust',
			'--auth-host=scram-sha-256',
			'--encoding=UTF8',
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8',
			'--locale=C',
			// pg_trgm follows LC_CTYPE, not the builtin provider: with C alone it drops accented letters.
			'--lc-ctype=C.UTF-8',
			...(options.durable ? [] : ['--no-sync']),
		]);
	} catch (error) {
		// On a full disk this gives back what others need.
		rmSync(unfinished, { recursive: true, force: true });
		throw error;
	} finally {
		rmSync(passwordFile, { force: true });
	}
	chmodSync(unfinished, 0o700);
	renameSync(unfinished, dataFolder);
}

function runInitdb(initdb: string, identity: ServerIdentity, args: string[]): Promise<void> {
	const as = spawnAs(identity);
	const [program, ...rest] = [...as.prefix, initdb, ...args];
	return new Promise((resolve, reject) => {
		const child = spawn(program!, rest, {
			...as.options,
			cwd: '/',
			env: { PATH: process.env.PATH },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let words = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) resolve();
			else reject(new Error(`PostgreSQL could not create its data folder: ${words.trim().slice(-600)}`));
		});
	});
}
