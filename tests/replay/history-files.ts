import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Recorded histories lie in a folder for each release; none is ever changed or removed. */
export const HISTORIES = fileURLToPath(new URL('./histories/', import.meta.url));

/** A recorded history and the path that it went. */
export interface RecordedHistory {
	/** `<release>/<path>` */
	readonly name: string;
	readonly path: string;
	readonly history: unknown;
}

export function readHistories(): RecordedHistory[] {
	return readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({
			name: file.replaceAll('\\', '/').slice(0, -'.json'.length),
			path: basename(file, '.json'),
			history: JSON.parse(readFileSync(join(HISTORIES, file), 'utf8')) as unknown,
		}));
}

/** Temporal's name of a worker process, which says on what machine it ran. */
const PROCESS = /\b\d+@[\w.-]+/g;

/**
 * @param history as `historyToJSON` writes it.
 * @throws where the release has a history of this path: the next one belongs to the next release.
 */
export function writeHistory(release: string, path: string, history: string): void {
	const folder = join(HISTORIES, release);
	mkdirSync(folder, { recursive: true });
	const text = JSON.stringify(JSON.parse(history)).replaceAll(PROCESS, 'worker');
	writeFileSync(join(folder, `${path}.json`), `${text}\n`, { flag: 'wx' });
}
