import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Sentence } from './sentence.mjs';

const noNetwork =
	'There is no network, or npm cannot reach its registry: the first start needs it once. Connect and start again.';
const stopped = 'Stopped while the packages were installed; `npm start` begins again with them.';

/**
 * Tells whether node_modules holds what the lock asks for. Only our own stamp says so: a killed `npm ci` leaves a
 * tree that looks whole.
 * @param {string} root the repository's folder
 * @returns {boolean}
 */
export function packagesAreInstalled(root) {
	const stamp = stampOf(root);
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedStamp(root);
}

/**
 * Runs `npm ci` and reports how many packages are there. The lock carries the hashes; npm's own configuration says
 * where packages come from.
 * @param {string} root
 * @param {(detail: string) => void} report
 * @param {(pid: number) => void} [started] told each npm that runs: one that outlives a killed start must not work on
 * @returns {Promise<void>}
 */
export async function installPackages(root, report, started = () => {}) {
	rmSync(stampOf(root), { force: true });
	const wanted = wantedFiles(root);
	const ticker = setInterval(() => {
		const missing = wanted.filter((file) => !existsSync(file));
		for (const file of wanted.splice(0)) if (missing.includes(file)) wanted.push(file);
		report(missing.length > 0 ? `${total - missing.length}/${total} packages` : 'install scripts');
	}, 1_000);
	const total = wanted.length;
	try {
		const fetching = (await isRegistryUnreachable(root, started))
			? ['--offline']
			: ['--fetch-retries=2', '--fetch-retry-mintimeout=1000'];
		await runNpm(root, ['ci', '--no-progress', ...fetching], started);
	} finally {
		clearInterval(ticker);
	}
	stampPackages(root);
}

/**
 * Says that node_modules holds what the lock asks for.
 * @param {string} root
 * @returns {void}
 */
export function stampPackages(root) {
	writeFileSync(stampOf(root), wantedStamp(root));
}

/**
 * The Node that runs everything after this stage: version 24, which came with the packages, else the system's own
 * where that is new enough (npm has no package of it for every machine).
 * @param {string} root
 * @returns {string}
 */
export function findNode(root) {
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	const fromPackages = join(root, 'node_modules', 'node', 'bin', name);
	if (existsSync(fromPackages)) return fromPackages;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Sentence(
		`Refrain needs Node 24, npm has no package of it for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}: install Node 24 and start again.`,
	);
}

/**
 * Asked once, because `npm ci` would ask for each of hundreds of packages before it gave up: without a registry npm's
 * cache alone may still hold them all.
 * @param {string} root
 * @param {(pid: number) => void} started
 * @returns {Promise<boolean>} false too where the registry answers something else than a ping's answer
 */
async function isRegistryUnreachable(root, started) {
	try {
		await runNpm(
			root,
			['ping', '--fetch-retries=1', '--fetch-retry-mintimeout=500', '--fetch-timeout=10000'],
			started,
		);
		return false;
	} catch (error) {
		if (error instanceof Sentence && error.message === stopped) throw error;
		return error instanceof Sentence && error.message === noNetwork;
	}
}

/** @param {string} root */
function stampOf(root) {
	return join(root, 'node_modules', '.refrain-installed');
}

/** @param {string} root */
function wantedStamp(root) {
	const lock = readFileSync(join(root, 'package-lock.json'));
	return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/**
 * The files whose appearance tells how far npm is: each package that every platform gets.
 * @param {string} root
 * @returns {string[]}
 */
function wantedFiles(root) {
	/** @type {{ packages: Record<string, { optional?: boolean }> }} */
	const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
	return Object.entries(lock.packages)
		.filter(([path, entry]) => path !== '' && !entry.optional)
		.map(([path]) => join(root, path, 'package.json'));
}

/**
 * @param {string} root
 * @param {string[]} args
 * @param {(pid: number) => void} started
 * @returns {Promise<void>}
 */
function runNpm(root, args, started) {
	// Under `npm start` the Node in node_modules/.bin may come first on the PATH, and npm is about to delete it.
	const path = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.includes('node_modules'))
		.join(delimiter);
	const { npm_execpath: npm, npm_node_execpath: node } = process.env;
	const [program, ...rest] = npm && node && existsSync(node) ? [node, npm, ...args] : ['npm', ...args];
	return new Promise((resolve, reject) => {
		const child = spawn(program, rest, {
			cwd: root,
			env: { ...process.env, PATH: path },
			stdio: ['ignore', 'pipe', 'pipe'],
			shell: process.platform === 'win32' && program === 'npm',
		});
		if (child.pid !== undefined) started(child.pid);
		let tail = '';
		const keep = (/** @type {string} */ text) => (tail = (tail + text).slice(-6_000));
		child.stdout.setEncoding('utf8').on('data', keep);
		child.stderr.setEncoding('utf8').on('data', keep);
		// A stop in the middle must not leave npm at work; the missing stamp makes the next start do it again.
		const stop = () => {
			child.kill('SIGTERM');
			reject(new Sentence(stopped));
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
		child.on('error', reject);
		child.on('close', (code) => {
			for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, stop);
			if (code === 0) resolve();
			else reject(new Sentence(explainNpm(tail)));
		});
	});
}

/** npm's codes where nobody answers; the last one is its cache's, where only that was asked. */
const unreachable =
	/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/** @param {string} output */
function explainNpm(output) {
	if (/ENOSPC|no space left/i.test(output)) {
		return 'The disk is full: free some space (about 1.5 GB) and start again.';
	}
	// Before the network: a script that asked it and got no answer is that package's fault, whatever its own words are.
	const failing = failedScript(output);
	if (failing) {
		return `The install script of the package ${failing} failed. Start again; where it fails again, these are its words:\n${lastLines(output)}`;
	}
	if (unreachable.test(output)) return noNetwork;
	return `npm could not install the packages:\n${lastLines(output)}`;
}

/**
 * The package whose own install script ended npm: npm names the folder that the script ran in.
 * @param {string} output
 * @returns {string | undefined}
 */
function failedScript(output) {
	if (!/^npm (?:error|ERR!) command failed/m.test(output)) return undefined;
	const folder = /^npm (?:error|ERR!) path (.+)$/m.exec(output)?.[1]?.trim().replaceAll('\\', '/');
	return folder?.includes('/node_modules/')
		? folder.split('/node_modules/').at(-1)
		: folder?.split('/').at(-1);
}

/** @param {string} output */
function lastLines(output) {
	return output
		.split('\n')
		.filter((line) => line.trim() !== '' && !line.includes('complete log of this run'))
		.slice(-12)
		.join('\n');
}
