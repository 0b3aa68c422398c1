/**
 * `npm run after-restore`: after a database came back from a backup, reads every mailbox back (worker/after-restore.ts).
 * Configured, with the variables of a worker; else over the data folder, whether `npm start` runs or not.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedEnvironment, readSandboxSetting } from './embedded-environment.ts';
import { explain, Sentence } from './first-stage/sentence.mjs';
import { openInstallation } from './installation-folder.ts';
import { startPostgres } from './postgres.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
	// Not by itself: whoever adopts the server of `npm start` watches it for as long as it lives.
	process.exit(process.env.DATABASE_URL ? await readBack(process.env) : await readBackEmbedded());
} catch (error) {
	console.error(explain(error));
	process.exit(1);
}

async function readBackEmbedded(): Promise<number> {
	const data = resolve(root, process.env.REFRAIN_DATA_FOLDER || '.data');
	const isSandbox = readSandboxSetting();
	const name = isSandbox ? 'sandbox' : 'real';
	if (!existsSync(join(data, name, 'ports.json')))
		throw new Sentence(`There is no installation in ${join(data, name)}: \`npm start\` makes one.`);
	const installation = openInstallation(data, name);
	const { postgres: port, web: webPort = 3000 } = installation.ports();
	const folder = join(installation.path, 'postgres');
	const postgres = await startPostgres({ folder, ...(port ? { port } : {}) });
	try {
		return await readBack(
			embeddedEnvironment(installation, { databaseUrl: postgres.url, webPort, isSandbox }),
		);
	} finally {
		// What `npm start` runs goes on.
		if (!postgres.adopted) await postgres.stop();
	}
}

function readBack(env: NodeJS.ProcessEnv): Promise<number> {
	return new Promise((done, failed) => {
		const program = ['worker/after-restore.ts', ...process.argv.slice(2)];
		const child = spawn(process.execPath, program, { cwd: root, env, stdio: 'inherit' });
		child.on('error', failed);
		child.on('close', (code) => done(code ?? 1));
	});
}
