import { spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from './first-stage/process-identity.mjs';
import { findFreePort } from './free-port.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { ensureCluster, superuser } from './postgres-cluster.ts';
import { readPostmaster, removeStalePidFile, type Postmaster } from './postmaster-pid.ts';
import { readOrMakeSecret } from './secret-file.ts';
import { chooseServerIdentity, giveTo, spawnAs } from './server-identity.ts';

/** The role that owns the product's database: no superuser, may create roles and databases. */
export const owner = 'refrain_owner';

/** The product's database. */
const database = 'refrain';

/** `sockaddr_un` holds 108 bytes with its closing zero. */
const longestSocketPath = 107;
const socketPort = 5432;

export interface PostgresOptions {
	/** everything of this server lies here: `pg/`, `sockets/`, `postgres.log`, `secrets/` */
	folder: string;
	/** false only in tests: gives up fsync, so a power cut may lose the cluster */
	durable?: boolean;
	/** further settings, such as `{ max_connections: '50' }` */
	settings?: Record<string, string>;
	/** how long the server may take to answer, recovery included, in milliseconds; default 60 s */
	startWithin?: number;
	/** a port to prefer when sockets are out of reach; default: any that is free */
	port?: number;
}

export interface RunningPostgres {
	pid: number;
	/** true when a server of a killed launcher was found and kept */
	adopted: boolean;
	/** the owner's address of the product's database */
	url: string;
	/** the superuser's address of the database `postgres` */
	adminUrl: string;
	/** resolves when the server is gone, for whatever reason */
	exited: Promise<void>;
	/** a fast stop: sessions are cut, the data is written; resolves when the server is gone */
	stop(): Promise<void>;
}

/**
 * Starts PostgreSQL 18 over a folder, creating the cluster, the owner role and the database at the first start,
 * or adopts the server that a killed launcher left behind. It listens on a Unix socket where the path is short
 * enough (no port that could be busy), else on a loopback port with a password. The process is detached, so that
 * Ctrl-C does not reach it before those who use it have stopped.
 * @throws one sentence that says what stands in the way
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
	mkdirSync(options.folder, { recursive: true, mode: 0o711 });
	const folder = realpathSync(options.folder);
	const dataFolder = join(folder, 'pg');
	const socketFolder = join(folder, 'sockets');
	const binaries = await findPostgresBinaries();
	const identity = chooseServerIdentity([dataFolder, binaries.postgres]);
	const password = readOrMakePassword(join(folder, 'secrets'));

	await ensureCluster({
		initdb: binaries.initdb,
		dataFolder,
		password,
		identity,
		durable: options.durable ?? true,
	});
	removeStalePidFile(dataFolder);
	const survivor = readPostmaster(dataFolder);
	const useSockets =
		process.platform !== 'win32' &&
		Buffer.byteLength(join(socketFolder, `.s.PGSQL.${socketPort}`)) < longestSocketPath;
	const port = useSockets ? socketPort : (options.port ?? (await findFreePort()));

	let exited: Promise<void>;
	if (survivor) {
		exited = waitUntilGone(survivor.pid);
	} else {
		mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
		giveTo(identity, socketFolder);
		exited = spawnServer();
	}

	const postmaster = await waitUntilReady(dataFolder, exited, options.startWithin ?? 60_000, folder);
	const address = (role: string, name: string) => addressOf(postmaster, role, password, name);
	const running: RunningPostgres = {
		pid: postmaster.pid,
		adopted: survivor !== undefined,
		url: address(owner, database),
		adminUrl: address(superuser, 'postgres'),
		exited,
		stop: () => stopServer(postmaster.pid, exited),
	};
	await prepare(running.adminUrl, dataFolder, password);
	return running;

	function spawnServer(): Promise<void> {
		const settings: Record<string, string> = {
			listen_addresses: useSockets ? '' : '127.0.0.1',
			port: String(port),
			unix_socket_directories: useSockets ? socketFolder : '',
			unix_socket_permissions: '0700',
			fsync: options.durable === false ? 'off' : 'on',
			synchronous_commit: options.durable === false ? 'off' : 'on',
			full_page_writes: options.durable === false ? 'off' : 'on',
			max_connections: '200',
			timezone: 'UTC',
			log_timezone: 'UTC',
			// A failing statement carries addresses and texts: the log gets the error without them.
			log_min_error_statement: 'panic',
			log_error_verbosity: 'terse',
			log_parameter_max_length_on_error: '0',
			...options.settings,
		};
		const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const as = spawnAs(identity);
		const [program, ...args] = [...as.prefix, binaries.postgres, '-D', dataFolder, ...flags];
		const log = openSync(join(folder, 'postgres.log'), 'a', 0o600);
		const child = spawn(program!, args, {
			...as.options,
			cwd: '/',
			env: { PATH: process.env.PATH },
			detached: true,
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		return new Promise((done) => {
			child.on('exit', () => done());
			child.on('error', () => done());
		});
	}
}

function readOrMakePassword(secretsFolder: string): string {
	mkdirSync(secretsFolder, { recursive: true, mode: 0o700 });
	chmodSync(secretsFolder, 0o700);
	return readOrMakeSecret(join(secretsFolder, 'postgres-password'), 24);
}

function addressOf(server: Postmaster, role: string, password: string, database: string): string {
	if (!server.socketFolder) return `postgresql://${role}:${password}@127.0.0.1:${server.port}/${database}`;
	return `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(server.socketFolder)}`;
}

async function waitUntilReady(
	dataFolder: string,
	exited: Promise<void>,
	within: number,
	folder: string,
): Promise<Postmaster> {
	let gone = false;
	void exited.then(() => (gone = true));
	const until = performance.now() + within;
	while (performance.now() < until) {
		const postmaster = readPostmaster(dataFolder);
		if (postmaster?.ready) return postmaster;
		if (gone) throw new Error(`PostgreSQL did not start: ${lastWords(folder)}`);
		await sleep(15);
	}
	throw new Error(`PostgreSQL did not answer within ${within / 1000} s: ${lastWords(folder)}`);
}

function lastWords(folder: string): string {
	const lines = readFileSync(join(folder, 'postgres.log'), 'utf8').trim().split('\n');
	const complaint = lines.slice(-8).find((line) => /FATAL|PANIC|could not/.test(line)) ?? lines.at(-1) ?? '';
	return complaint.replace(/^.*?(FATAL|PANIC|LOG|ERROR):\s*/, '').trim();
}

/** The first sessions of a cluster: is it really ours, and do the owner and its database exist? */
async function prepare(adminUrl: string, dataFolder: string, password: string): Promise<void> {
	const client = new pg.Client({ connectionString: adminUrl });
	client.on('error', () => {});
	await client.connect();
	try {
		const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
		if (rows[0]?.data_directory !== dataFolder) {
			throw new Error(
				`Another PostgreSQL answers in place of ours (its data is in ${rows[0]?.data_directory}).`,
			);
		}
		const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner]);
		if (role.rowCount === 0) {
			await client.query(`CREATE ROLE ${owner} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`);
		}
		const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
		if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${owner}`);
	} finally {
		await client.end();
	}
}

/** An adopted server is nobody's child: it is watched by its pid. */
async function waitUntilGone(pid: number): Promise<void> {
	while (isAlive(pid)) await sleep(250);
}

async function stopServer(pid: number, exited: Promise<void>): Promise<void> {
	const gone = exited.then(() => true);
	// A fast stop takes some 50 ms; an immediate one is safe too (recovery follows), so a stop always ends.
	for (const [signal, wait] of [
		['SIGINT', 20_000],
		['SIGQUIT', 5_000],
		['SIGKILL', 2_000],
	] as const) {
		if (!isAlive(pid)) break;
		process.kill(pid, signal);
		if (await Promise.race([gone, sleep(wait, false, { ref: false })])) break;
	}
}
