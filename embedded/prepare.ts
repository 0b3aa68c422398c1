/** Makes everything that is generated or built, where its inputs have changed: `npm run generate`, and before the tests. */
import { fileURLToPath } from 'node:url';
import { allSteps, runBuildSteps, sourceSteps } from './build-steps.ts';
import { Progress } from './first-stage/progress.mjs';
import { explain } from './first-stage/sentence.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
try {
	await runBuildSteps(process.argv.includes('--sources-only') ? sourceSteps : allSteps, root, new Progress());
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
}
