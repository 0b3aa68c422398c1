import { loadavg } from 'node:os';
import type { IdleFigures } from './measure-idle.ts';
import type { ProcessMemory } from './process-memory.ts';
import { figure } from './table.ts';

const MEGABYTE = 1024 ** 2;

/** Prints what so many idle mailboxes cost, and how they came back. */
export function printIdle({ mailboxes, memory, ...came }: IdleFigures): void {
	console.log(
		`\n${mailboxes} idle mailboxes on Dovecot, one worker process; then every connection is cut at once`,
	);
	console.log(
		`  memory: ${megabytes(memory.asItStands)} as it stands, ${megabytes(memory.collected)} collected (heap ${megabytes(memory.heapUsed)}, outside ${megabytes(memory.external)})`,
	);
	console.log(`  all watched within ${figure(came.watchedWithin, 's')}`);
	console.log(
		`  cut: all back within ${figure(came.backWithin, 's')}, at most ${came.connectionsPerSecond} connections in one second; one at another host within ${figure(came.elsewhereBackWithin, 's')}`,
	);
}

/** Prints what one more costs, between the first size and the last. */
export function printSlope(figures: readonly IdleFigures[]): void {
	const [first, last] = [figures[0]!, figures.at(-1)!];
	const slope = (of: (memory: ProcessMemory) => number): string => {
		const each = (of(last.memory) - of(first.memory)) / (last.mailboxes - first.mailboxes);
		return `${figure(each / MEGABYTE, 'MB')} a mailbox: ${Math.floor(1024 ** 3 / each)} a GB`;
	};
	console.log(`\nof one more mailbox, load ${figure(loadavg()[0]!)}`);
	console.log(`  as it stands: ${slope(({ asItStands }) => asItStands)}`);
	console.log(`  collected: ${slope(({ collected }) => collected)}`);
}

const megabytes = (bytes: number): string => figure(bytes / MEGABYTE, 'MB');
