import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { birthOf } from './process-identity.mjs';
import { Sentence } from './sentence.mjs';

/**
 * Who holds a folder. A pid alone would lie after a kill: the birth tells its owner from a later process.
 * @typedef {{ pid: number, birth: string | undefined, address?: string }} Holder
 */

/**
 * Takes the folder for this process; what a killed holder left is taken over.
 * @param {string} path the lock file
 * @returns {void}
 * @throws {Sentence} when a living launcher holds it
 */
export function takeFolder(path) {
	mkdirSync(dirname(path), { recursive: true, mode: 0o711 });
	for (;;) {
		const mine = `${path}.${process.pid}`;
		writeFileSync(mine, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }), { mode: 0o600 });
		try {
			// A hard link appears whole or not at all, and never over another one.
			linkSync(mine, path);
			return;
		} catch (error) {
			if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
		} finally {
			rmSync(mine, { force: true });
		}
		const holder = readHolder(path);
		if (holder && isLiving(holder)) throw new Sentence(describe(holder));
		removeStale(path, holder);
	}
}

/**
 * Writes this process, and where it serves, into a lock that its parent took.
 * @param {string} path
 * @param {string} [address]
 * @returns {void}
 */
export function holdFolder(path, address) {
	const mine = `${path}.${process.pid}`;
	writeFileSync(mine, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), address }), {
		mode: 0o600,
	});
	renameSync(mine, path);
}

/**
 * Gives the folder back, unless a living process other than this one holds it.
 * @param {string} path
 * @returns {void}
 */
export function releaseFolder(path) {
	const holder = readHolder(path);
	if (holder && (holder.pid === process.pid || !isLiving(holder))) rmSync(path, { force: true });
}

/**
 * @param {string} path
 * @returns {Holder | undefined}
 */
function readHolder(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}

/** @param {Holder} holder */
function isLiving(holder) {
	return holder.birth !== undefined && birthOf(holder.pid) === holder.birth;
}

/**
 * Two starts may find the same stale lock: whoever renames it first removes it, and gives back what turns out to be
 * the other's fresh one.
 * @param {string} path
 * @param {Holder | undefined} stale
 */
function removeStale(path, stale) {
	const aside = `${path}.stale.${process.pid}`;
	try {
		renameSync(path, aside);
		const moved = readHolder(aside);
		if (moved && moved.pid !== stale?.pid && isLiving(moved)) linkSync(aside, path);
	} catch {
		// The other start was faster: the next round sees its lock.
	} finally {
		rmSync(aside, { force: true });
	}
}

/** @param {Holder} holder */
function describe(holder) {
	const where = holder.address ? `at ${holder.address}` : 'and is still starting';
	return `Refrain already runs in this folder (process ${holder.pid}) ${where}: stop it there with Ctrl-C first, or use a second clone.`;
}
