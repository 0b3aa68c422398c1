import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * A secret of this machine from a file that only its owner reads, made at the first call.
 *
 * @param bytes of a new one.
 * @returns it as hexadecimal digits.
 */
export function readOrMakeSecret(path: string, bytes: number): string {
	if (!existsSync(path)) {
		// Renamed into its place: half a secret would open nothing any more.
		writeFileSync(`${path}.new`, randomBytes(bytes).toString('hex'), { mode: 0o600 });
		renameSync(`${path}.new`, path);
	}
	chmodSync(path, 0o600);
	return readFileSync(path, 'utf8').trim();
}
