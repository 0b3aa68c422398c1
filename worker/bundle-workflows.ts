import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const workflows = fileURLToPath(new URL('../workflows/', import.meta.url));
const entry = join(workflows, 'registered.ts');
const folder = fileURLToPath(new URL('../node_modules/.cache/refrain/', import.meta.url));

/**
 * The path of the bundled workflows, made where their sources or the SDK changed since (about three seconds). An image
 * makes it at build time: `node worker/bundle-workflows.ts`.
 */
export async function workflowBundle(): Promise<string> {
	const path = join(folder, `workflows-${hashOfSources()}.js`);
	if (existsSync(path)) return path;
	const { code } = await bundleWorkflowCode({ workflowsPath: entry, logger: silent });
	mkdirSync(folder, { recursive: true });
	const unfinished = `${path}.${process.pid}`;
	writeFileSync(unfinished, code);
	renameSync(unfinished, path);
	return path;
}

const quiet = () => {};
const silent = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

function hashOfSources(): string {
	const hash = createHash('sha256');
	const sdk = createRequire(import.meta.url)('@temporalio/workflow/package.json') as { version: string };
	hash.update(sdk.version);
	const visit = (path: string): void => {
		for (const found of readdirSync(path, { withFileTypes: true }).toSorted((a, b) =>
			a.name < b.name ? -1 : 1,
		)) {
			const full = join(path, found.name);
			if (found.isDirectory()) visit(full);
			else if (/\.ts$/.test(found.name) && !/\.test\.ts$/.test(found.name))
				hash.update(`\0${found.name}\0`).update(readFileSync(full));
		}
	};
	visit(workflows);
	return hash.digest('hex').slice(0, 16);
}

if (import.meta.main) console.log(await workflowBundle());
