import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { birthOf, isAlive } from '#embedded/first-stage/process-identity.mjs';
import { startPostgres, type RunningPostgres } from '#embedded/postgres.ts';
import { readPostmaster } from '#embedded/postmaster-pid.ts';
import { bringTemporalCli } from '#embedded/temporal-cli.ts';
import { namespace, startTemporal, type RunningTemporal } from '#embedded/temporal.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** the owner's address of the database `refrain`, which nobody uses: take `createTestDatabase()` */
		postgresUrl: string;
		/** the superuser's address */
		postgresAdminUrl: string;
		temporalAddress: string;
		temporalNamespace: string;
	}
}

interface Servers {
	postgres: RunningPostgres;
	temporal: RunningTemporal;
	folder: string;
	users: number;
}

/** Each vitest project has a module graph of its own: the servers are shared through the process. */
const shared = globalThis as { refrainTestServers?: Promise<Servers> };

const home = join(tmpdir(), 'refrain-tests');

/** vitest's global setup: one PostgreSQL and one Temporal for all test files of this run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	shared.refrainTestServers ??= startServers();
	const servers = await shared.refrainTestServers;
	servers.users++;
	project.provide('postgresUrl', servers.postgres.url);
	project.provide('postgresAdminUrl', servers.postgres.adminUrl);
	project.provide('temporalAddress', servers.temporal.address);
	project.provide('temporalNamespace', namespace);
	return async () => {
		if (--servers.users > 0) return;
		await Promise.all([servers.postgres.stop(), servers.temporal.stop()]);
		rmSync(servers.folder, { recursive: true, force: true });
	};
}

async function startServers(): Promise<Servers> {
	mkdirSync(home, { recursive: true, mode: 0o711 });
	await sweepLeftovers();
	const folder = join(home, String(process.pid));
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { mode: 0o711 });
	writeFileSync(join(folder, 'birth'), birthOf(process.pid) ?? '');
	const [postgres, temporal] = await Promise.all([
		startPostgres({ folder: join(folder, 'postgres'), durable: false, settings: { max_connections: '300' } }),
		bringTemporalCli({ fallbackFolder: join(home, 'bin') }).then((program) =>
			startTemporal({ program, folder: join(folder, 'temporal'), inMemory: true }),
		),
	]);
	writeFileSync(join(folder, 'temporal-pid'), `${temporal.pid} ${birthOf(temporal.pid)}`);
	return { postgres, temporal, folder, users: 0 };
}

/** Servers of a test run that was killed: they are ended by their own pid, and only when it is still theirs. */
async function sweepLeftovers(): Promise<void> {
	for (const name of readdirSync(home)) {
		const folder = join(home, name);
		const birth = readOr(join(folder, 'birth'));
		if (birth === undefined || birthOf(Number(name)) === birth) continue;
		const postmaster = readPostmaster(join(folder, 'postgres', 'pg'));
		if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
		const [pid, pidBirth] = (readOr(join(folder, 'temporal-pid')) ?? '').split(' ');
		if (pid && pidBirth && isAlive(Number(pid)) && birthOf(Number(pid)) === pidBirth) {
			process.kill(Number(pid), 'SIGKILL');
		}
		rmSync(folder, { recursive: true, force: true });
	}
}

function readOr(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}
