import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Made by tools, fetched, or recorded once for ever: nobody cites anything there. */
const PASSED_OVER = new Set([
	'node_modules',
	'.git',
	'.data',
	'.svelte-kit',
	'build',
	'generated',
	'histories',
	'paraglide',
	'test-results',
]);
const TEXT = new Set(
	'.cjs .css .html .js .json .md .mjs .prisma .sh .sql .svelte .ts .txt .yaml .yml'.split(' '),
);

/** A tree of files below `root`, as paths from there with `/`. */
export interface Repository {
	/** every file and every folder that holds one */
	readonly paths: ReadonlySet<string>;
	/** the files that people write, path to text */
	readonly texts: ReadonlyMap<string, string>;
}

/** Reads what people have written in a folder of this repository; packages, builds and recorded histories are left out. */
export function readRepository(root: string): Repository {
	const paths = new Set<string>();
	const texts = new Map<string, string>();
	const visit = (folder: string) => {
		for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			paths.add(path);
			if (entry.isDirectory()) {
				if (!PASSED_OVER.has(entry.name)) visit(path);
			} else if (TEXT.has(extname(entry.name)) && entry.name !== 'package-lock.json') {
				texts.set(path, readFileSync(join(root, path), 'utf8'));
			}
		}
	};
	visit('');
	return { paths, texts };
}
