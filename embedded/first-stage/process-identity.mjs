import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Names a process so that a later process with the same pid is told apart: the instant it was born, in the
 * system's own words; undefined when it is gone (a zombie that nobody has reaped counts as gone).
 * @param {number} pid
 * @returns {string | undefined}
 */
export function birthOf(pid) {
	try {
		if (process.platform === 'linux') {
			const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
			return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
		}
		process.kill(pid, 0);
		if (process.platform === 'win32') return 'alive';
		const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
		return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
	} catch (error) {
		const code = error && typeof error === 'object' && 'code' in error ? error.code : undefined;
		return code === 'EPERM' ? 'alive' : undefined;
	}
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
	return birthOf(pid) !== undefined;
}
