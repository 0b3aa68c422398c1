import type { Progress } from './first-stage/progress.mjs';
import type { Supervised } from './supervise.ts';

/** What one run of the launcher gives to those who describe its processes. */
export interface Launch {
	/** the repository's folder */
	root: string;
	/** `.data/` in it */
	data: string;
	progress: Progress;
	/** `npm run dev`: the web app from its sources, the worker restarted when its sources change */
	isDev: boolean;
	/** takes a supervised child into the ordered stop; the last one kept is stopped first */
	keep(starting: Promise<Supervised>): Promise<Supervised>;
	/** to be told when a child has another pid, so that the next launcher knows it */
	changed(): void;
}

export interface Launched {
	address: string;
	/** shown at the end of the start */
	lines: string[];
}
