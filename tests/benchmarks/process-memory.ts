import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a process holds, in bytes. */
export interface ProcessMemory {
	/** Resident, garbage included: what the machine sees. */
	readonly asItStands: number;
	/** Resident after its garbage was collected. */
	readonly collected: number;
	/** Of this, what is in use in V8's heap, and in buffers outside of it. */
	readonly heapUsed: number;
	readonly external: number;
}

/** What Node must be told so that a process answers `memoryOf`. */
export const TELLS_MEMORY: readonly string[] = [
	'--expose-gc',
	'--import',
	fileURLToPath(new URL('./tell-memory.ts', import.meta.url)),
];

/** @param child forked with `TELLS_MEMORY`. */
export async function memoryOf(child: ChildProcess): Promise<ProcessMemory> {
	const answer = once(child, 'message');
	child.send('memory');
	const [memory] = await answer;
	return memory as ProcessMemory;
}
