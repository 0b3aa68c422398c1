import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

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
		if (path) writeFileSync(path, JSON.stringify({ passed, failed }));
	}
}
