import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isAlive } from './first-stage/process-identity.mjs';
import { startPostgres, type PostgresOptions, type RunningPostgres } from './postgres.ts';
import { chooseServerIdentity } from './server-identity.ts';

// A folder of `mkdtemp` is closed to others, so as root each of these also runs through the capability.
/** Holds a cluster that was made once and stopped: making one takes longer than most of these tests. */
let folder: string;
/** Too long a path for a socket. */
let deep: string;
const running: RunningPostgres[] = [];
const strangers: ChildProcess[] = [];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'pg-'));
	deep = join(folder, 'x'.repeat(110));
	await (await startPostgres({ folder })).stop();
});
afterEach(async () => {
	for (const server of running.splice(0)) await server.stop();
	for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
	const server = await startPostgres({ folder, ...options });
	running.push(server);
	return server;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

test('UTF-8, builtin C.UTF-8, durable, and trigrams that keep accented letters', async () => {
	const server = await start();
	const [row] = await ask(
		server.url,
		`SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
			(SELECT concat(pg_encoding_to_char(encoding), ' ', datlocprovider, ' ', datlocale, ' ', datctype)
				FROM pg_database WHERE datname = 'refrain') AS text`,
	);
	expect(row).toEqual({ fsync: 'on', commit: 'on', text: 'UTF8 b C.UTF-8 C.UTF-8' });
	await ask(server.url, 'CREATE EXTENSION pg_trgm');
	const [similar] = await ask(
		server.url,
		`SELECT similarity('élan', 'élan') = 1 AND similarity('élan', 'lan') < 1 AS kept`,
	);
	expect(similar).toEqual({ kept: true });
});

test('after kill -9 it is up at once with everything that was committed', async () => {
	const first = await start();
	await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
	process.kill(first.pid, 'SIGKILL');
	await first.exited;
	const second = await start();
	expect(second.pid).not.toBe(first.pid);
	expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('a survivor of a killed launcher is adopted, and can be stopped', async () => {
	const first = await start();
	const second = await startPostgres({ folder });
	expect(second).toMatchObject({ adopted: true, pid: first.pid, url: first.url });
	await second.stop();
	await second.exited;
	expect(isAlive(first.pid)).toBe(false);
});

test('a half-finished first start is begun again', async () => {
	const fresh = join(folder, 'fresh');
	mkdirSync(join(fresh, 'pg.new', 'base'), { recursive: true });
	writeFileSync(join(fresh, 'pg.new', 'PG_VERSION'), '18\n');
	const server = await start({ folder: fresh });
	expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('an empty pid file does not stop it for ever', async () => {
	writeFileSync(join(folder, 'pg', 'postmaster.pid'), '');
	expect((await start()).adopted).toBe(false);
});

test("a pid file that names a living stranger of the server's own user does not stop it for ever", async () => {
	const { user } = chooseServerIdentity([join(tmpdir(), 'any')]);
	const stranger = spawn('sleep', ['60'], { ...user, stdio: 'ignore' });
	strangers.push(stranger);
	writeFileSync(join(folder, 'pg', 'postmaster.pid'), `${stranger.pid}\n${folder}/pg\n`);
	expect((await start()).adopted).toBe(false);
	expect(isAlive(stranger.pid!)).toBe(true);
});

test('where the path is too long for a socket it listens on a loopback port, with a password', async () => {
	const server = await start({ folder: deep });
	const url = new URL(server.url);
	expect(url.hostname).toBe('127.0.0.1');
	expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
	url.password = 'wrong';
	await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password/);
});

test('a port that another program holds is named in one sentence', async () => {
	const other = createServer().listen(0, '127.0.0.1');
	await new Promise((ready) => other.once('listening', ready));
	const { port } = other.address() as { port: number };
	await expect(start({ folder: deep, port })).rejects.toThrow(
		/PostgreSQL did not start: .*Address already in use/,
	);
	other.close();
});

test('a data folder that lost its mode says so instead of hanging', async () => {
	chmodSync(join(folder, 'pg'), 0o755);
	await expect(start()).rejects.toThrow(/permissions/);
	chmodSync(join(folder, 'pg'), 0o700);
});
