import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Files that are named at the end. */
const SLOWEST = 30;

/**
 * Counts for the closing line of `npm test`. A skipped or pending test counts as failed: what cannot run here has not
 * been shown. A file that could not be loaded and an error outside of any test count as one failure each.
 */
export default class CountingReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
		let passed = 0;
		let failed = unhandled.length;
		for (const module of modules) {
			failed += module.errors().length;
			for (const test of module.children.allTests()) {
				if (test.result().state === 'passed') passed++;
				else failed++;
			}
		}
		if (failed > 0) process.exitCode = 1;
		const path = process.env.REFRAIN_TEST_COUNTS;
		if (path) {
			console.log(slowest(modules));
			writeFileSync(path, JSON.stringify({ passed, failed }));
		}
	}
}

/** What to make cheaper first, where all of them take too long: seconds of a file with what it sets up. */
function slowest(modules: readonly TestModule[]): string {
	const seconds = modules.map((module) => {
		const { duration, setupDuration, collectDuration } = module.diagnostic();
		return { seconds: (duration + setupDuration + collectDuration) / 1_000, file: module.relativeModuleId };
	});
	const all = seconds.reduce((sum, one) => sum + one.seconds, 0);
	const longest = seconds.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST);
	const lines = longest.map(({ seconds: took, file }) => `${took.toFixed(0).padStart(6)} s  ${file}`);
	return ['', `The slowest of ${modules.length} files, ${all.toFixed(0)} s together:`, ...lines].join('\n');
}
