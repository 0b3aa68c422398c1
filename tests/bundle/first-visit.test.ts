/** How much script a first visit loads (brotli, as it leaves the server): what a page does without at first stays out of it. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { allSteps, runBuildSteps } from '#embedded/build-steps.ts';
import { Progress } from '#embedded/first-stage/progress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = `${root}web/.svelte-kit/output`;

/** One built file of Vite's manifest. */
interface Built {
	readonly file: string;
	readonly imports?: readonly string[];
	readonly dynamicImports?: readonly string[];
}

let built: Record<string, Built>;
/** SvelteKit's list of routes as the browser has it; the server's counts the parts that it leaves out otherwise. */
let routes: string;

beforeAll(async () => {
	await runBuildSteps(allSteps, root, new Progress());
	built = JSON.parse(readFileSync(`${output}/client/.vite/manifest.json`, 'utf8')) as Record<string, Built>;
	routes = readFileSync(`${root}web/.svelte-kit/generated/build/client-optimized/app.js`, 'utf8');
});

/** The parts that a page of a route begins with: SvelteKit's own two, the outermost layout, the error page, its layouts and the page. */
function partsOf(route: string): string[] {
	const { groups } =
		new RegExp(`"${RegExp.escape(route)}": \\[~?(?<leaf>\\d+)(,\\[(?<layouts>[\\d,]*)\\])?`).exec(routes) ??
		{};
	if (!groups) throw new Error(`no page at ${route}`);
	const nodes = ['0', '1', ...(groups.layouts ?? '').split(',').filter(Boolean), groups.leaf!];
	const ends = ['client/client-entry.js', '/app.js', ...nodes.map((node) => `/nodes/${node}.js`)];
	return ends.map((end) => Object.keys(built).find((key) => key.endsWith(end))!);
}

/** Kilobytes of script that must be there before the page answers, its words in the longer language included. */
function firstVisit(route: string): number {
	const files = new Set<string>();
	const reach = (key: string): void => {
		const { file, imports = [], dynamicImports = [] } = built[key]!;
		if (files.has(file)) return;
		files.add(file);
		for (const further of imports) reach(further);
		const words = dynamicImports.filter((one) => /^virtual:texts\/\w+\/\w+$/.test(one));
		for (const area of new Set(words.map((one) => one.slice(0, one.lastIndexOf('/'))))) {
			const languages = words.filter((one) => one.startsWith(`${area}/`));
			reach(languages.toSorted((one, other) => sizeOf(built[other]!.file) - sizeOf(built[one]!.file))[0]!);
		}
	};
	for (const part of partsOf(route)) reach(part);
	return [...files].reduce((sum, file) => sum + sizeOf(file), 0) / 1_000;
}

const sizes = new Map<string, number>();
function sizeOf(file: string): number {
	const known = sizes.get(file) ?? brotliCompressSync(readFileSync(`${output}/client/${file}`)).length;
	sizes.set(file, known);
	return known;
}

it.each([
	// The list of all routes is a part of it: three pages more made it 60.0.
	['/(public)/sign-in', 62],
	['/(app)/today', 146],
	['/(app)/companies/[id]', 168],
	['/(app)/sequences/new', 173],
])('%s: at most %d kB', (route, bound) => {
	const size = firstVisit(route);
	console.log(`${route}: ${size.toFixed(1)} kB`);
	expect(size).toBeGreaterThan(20);
	expect(size).toBeLessThanOrEqual(bound);
});
