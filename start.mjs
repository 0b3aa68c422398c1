/**
 * `npm start`, stage 1: takes the folder, brings the packages (and with them Node 24), and hands over to
 * `embedded/launcher.ts`. Node's built-ins only, for Node 20 and later, because nothing is installed yet.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { releaseFolder, takeFolder } from './embedded/first-stage/folder-lock.mjs';
import { findNode, installPackages, packagesAreInstalled } from './embedded/first-stage/install-packages.mjs';
import { birthOf } from './embedded/first-stage/process-identity.mjs';
import { Progress } from './embedded/first-stage/progress.mjs';
import { explain } from './embedded/first-stage/sentence.mjs';
import { endSurvivors, readSurvivors, writeChildren } from './embedded/first-stage/survivors.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const data = resolve(root, process.env.REFRAIN_DATA_FOLDER || '.data');
const lock = join(data, 'launcher.lock');
const children = join(data, 'children.json');

try {
	mkdirSync(data, { recursive: true, mode: 0o711 });
	takeFolder(lock);
	await start();
} catch (error) {
	releaseFolder(lock);
	console.error(`\n${explain(error)}`);
	process.exitCode = 1;
}

async function start() {
	if (!packagesAreInstalled(root)) {
		// A living server of a killed launcher loads its libraries from node_modules when it needs them.
		await endSurvivors(readSurvivors(children));
		await new Progress().stage('Packages and Node 24', (detail) => installPackages(root, detail, noteNpm));
	}
	const node = findNode(root);
	const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
	const launcher = spawn(node, [join('embedded', 'launcher.ts'), ...process.argv.slice(2)], {
		cwd: root,
		env: { ...process.env, PATH: path },
		// The channel tells stage 2 when this process was killed.
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	});
	process.on('SIGINT', () => launcher.kill('SIGINT'));
	process.on('SIGTERM', () => launcher.kill('SIGTERM'));
	process.on('SIGHUP', () => launcher.kill('SIGHUP'));
	launcher.on('error', (error) => {
		console.error(explain(error));
		process.exitCode = 1;
	});
	launcher.on('exit', (code, signal) => {
		releaseFolder(lock);
		if (signal) console.error(`The launcher was ended by ${signal}; \`npm start\` goes on where it was.`);
		process.exitCode = code ?? 1;
	});
}

/**
 * The next start ends an npm that outlived this one: two would write over each other.
 * @param {number} pid
 */
function noteNpm(pid) {
	const birth = birthOf(pid);
	if (birth !== undefined) writeChildren(children, [{ name: 'npm', pid, birth }]);
}
