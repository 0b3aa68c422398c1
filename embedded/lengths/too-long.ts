import { extname } from 'node:path';

/** Lines of a file of the product at the most (CONTRIBUTING.md#where-things-go). */
export const LONGEST = 300;

const CODE = new Set('.cjs .css .html .js .mjs .prisma .sql .svelte .ts'.split(' '));

/**
 * Passed over: tests, the people, companies and letters of the demonstration world, and migrations that installations have
 * applied, which stay byte for byte.
 */
const EXEMPT = [
	/^tests\//,
	/\.(test|test-support)\.ts$/,
	/^prisma\/demo\//,
	/^prisma\/migrations\/000[12]_\w+\.sql$/,
];

/** The files of the product that are longer than `LONGEST`, the longest first. */
export function tooLong(texts: ReadonlyMap<string, string>): { path: string; lines: number }[] {
	return [...texts]
		.filter(([path]) => CODE.has(extname(path)) && !EXEMPT.some((exempt) => exempt.test(path)))
		.map(([path, text]) => ({ path, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) }))
		.filter(({ lines }) => lines > LONGEST)
		.sort((one, other) => other.lines - one.lines);
}
