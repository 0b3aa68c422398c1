import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lchownSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Under which user PostgreSQL runs. It refuses root, so as root it becomes `nobody`. */
export interface ServerIdentity {
	/** undefined: the user who started us */
	user?: { uid: number; gid: number };
	/** true where folders above ours are closed to that user and only a capability opens them */
	needsSearchCapability: boolean;
}

/** How to spawn a program under an identity: put before the program, and given to `spawn`. */
export interface SpawnAs {
	prefix: string[];
	options: { uid?: number; gid?: number };
}

/**
 * Chooses the user for PostgreSQL. A root whose clone lies under a folder closed to others (a home, `mktemp -d`)
 * needs `setpriv`, which lets the server walk through that folder without our changing its mode.
 * @param paths the folders and programs that the server must reach
 * @throws a sentence when that cannot be had
 */
export function chooseServerIdentity(paths: string[]): ServerIdentity {
	if (process.getuid?.() !== 0) return { needsSearchCapability: false };
	const user = findNobody();
	const closed = paths.map(findClosedParent).find((folder) => folder !== undefined);
	if (closed === undefined) return { user, needsSearchCapability: false };
	if (!canGrantSearch(user)) {
		throw new Error(
			`PostgreSQL cannot run as root, and the user nobody may not enter ${closed}: move this folder elsewhere, start as another user, or run \`chmod o+x ${closed}\`.`,
		);
	}
	return { user, needsSearchCapability: true };
}

/** Translates an identity for `spawn`. */
export function spawnAs(identity: ServerIdentity): SpawnAs {
	if (!identity.user) return { prefix: [], options: {} };
	if (identity.needsSearchCapability) return { prefix: setpriv(identity.user), options: {} };
	return { prefix: [], options: identity.user };
}

/** Gives a file or folder to the server's user; nothing to do when that is the user who started us. */
export function giveTo(identity: ServerIdentity, path: string): void {
	if (identity.user) lchownSync(path, identity.user.uid, identity.user.gid);
}

/** The server's user must have a passwd entry; a bare number is refused by initdb. */
function findNobody(): { uid: number; gid: number } {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith('nobody:'));
	const [, , uid, gid] = line?.split(':') ?? [];
	if (uid && gid) return { uid: Number(uid) | 0, gid: Number(gid) | 0 };
	const ask = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
	return { uid: ask('-u'), gid: ask('-g') };
}

function findClosedParent(path: string): string | undefined {
	for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
		if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return folder;
		if (folder === dirname(folder)) return undefined;
	}
}

function setpriv(user: { uid: number; gid: number }): string[] {
	const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
	return ['setpriv', ...ids, '--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search', '--'];
}

function canGrantSearch(user: { uid: number; gid: number }): boolean {
	const [program, ...args] = [...setpriv(user), 'true'];
	return spawnSync(program!, args, { stdio: 'ignore' }).status === 0;
}
