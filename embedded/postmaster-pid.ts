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
 * Reads who serves a data folder, or undefined when nobody does (or has not said so yet: PostgreSQL writes the file
 * line by line while it starts).
 */
export function readPostmaster(dataFolder: string): Postmaster | undefined {
	const path = join(dataFolder, 'postmaster.pid');
	if (!existsSync(path)) return undefined;
	const lines = readFileSync(path, 'utf8').split('\n');
	const pid = Number(lines[0]);
	if (!pid || !isAlive(pid) || !isPostgresOf(pid, dataFolder)) return undefined;
	return { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

/**
 * Removes the pid file that a dead server left. PostgreSQL refuses for ever to start over one that is empty or names a
 * living stranger of the same user. Only for before a start: a server that is starting would stop without its file.
 */
export function removeStalePidFile(dataFolder: string): void {
	if (!readPostmaster(dataFolder)) rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
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
