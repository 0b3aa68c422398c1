import { readdirSync, readFileSync } from 'node:fs';
import type { BenchServers } from './bench-servers.ts';

/** Milliseconds of processor time, by who used it; on a busy machine they say more than the clock. */
export interface Cost {
	/** This process: the product, or what it is compared with. */
	readonly worker: number;
	readonly temporal: number;
	readonly postgres: number;
	readonly smtp: number;
}

/** What each process has used so far. Servers count as 0 where there is no /proc. */
export function readCosts({ pids }: Pick<BenchServers, 'pids'>): Cost {
	const { user, system } = process.cpuUsage();
	return {
		worker: (user + system) / 1_000,
		temporal: usedBy(pids.temporal),
		postgres: usedBy(pids.postgres),
		smtp: usedBy(pids.smtp),
	};
}

/** The cost of one of `count` equal pieces of work. */
export function costBetween(before: Cost, after: Cost, count: number): Cost {
	const each = (who: keyof Cost): number => (after[who] - before[who]) / count;
	return {
		worker: each('worker'),
		temporal: each('temporal'),
		postgres: each('postgres'),
		smtp: each('smtp'),
	};
}

/** USER_HZ, in which Linux tells it to programs, whatever the kernel's own tick. */
const TICK = 1_000 / 100;

/** A process and its children, those that have ended included. */
export function usedBy(pid: number): number {
	const own = ticksOf(pid);
	if (!own) return 0;
	const children = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => ticksOf(Number(name)) ?? [])
		.filter(({ parent }) => parent === pid);
	return TICK * children.reduce((sum, { used }) => sum + used, own.used + own.ofEndedChildren);
}

function ticksOf(pid: number): { parent: number; used: number; ofEndedChildren: number } | undefined {
	let line: string;
	try {
		line = readFileSync(`/proc/${pid}/stat`, 'utf8');
	} catch {
		return undefined;
	}
	// The program's name, in brackets, may hold anything.
	const fields = line
		.slice(line.lastIndexOf(')') + 2)
		.split(' ')
		.map(Number);
	return { parent: fields[1]!, used: fields[11]! + fields[12]!, ofEndedChildren: fields[13]! + fields[14]! };
}
