import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './first-stage/process-identity.mjs';

/** What PostgreSQL writes into its `postmaster.pid` (lines 1, 4, 5 and 8). */
export interface Postmaster {
	pid: number;
	port: number;
	/** '' when it listens on a port only */
	socketFolder: string;
	ready: boolean;
}

/**
 * Reads who serves a data folder, or undefined when nobody does. PostgreSQL refuses for ever to start over a
 * pid file that is empty or names a living stranger of the same user, so such a file is removed here.
 */
export function readPostmaster(dataFolder: string): Postmaster | undefined {
	const path = join(dataFolder, 'postmaster.pid');
	if (!existsSync(path)) return undefined;
	const lines = readFileSync(path, 'utf8').split('\n');
	const pid = Number(lines[0]);
	if (!pid || !isAlive(pid) || !isPostgresOf(pid, dataFolder)) {
		rmSync(path, { force: true });
		return undefined;
	}
	return { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

/** A pid may have been given to a stranger since: only the command line tells. */
function isPostgresOf(pid: number, dataFolder: string): boolean {
	return commandLine(pid).includes(dataFolder);
}

function commandLine(pid: number): string {
	try {
		if (process.platform === 'linux')
			return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
		return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
	} catch {
		return '';
	}
}
