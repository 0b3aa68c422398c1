import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBuildSteps, sourceSteps } from './build-steps.ts';
import { Progress } from './first-stage/progress.mjs';

let root: string;
beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'build-steps-'));
	// Copies its input, in two halves: a broken one stays half-done.
	writeFileSync(
		join(root, 'copy.mjs'),
		`import { readFileSync, writeFileSync } from 'node:fs';
		const text = readFileSync('in', 'utf8');
		writeFileSync('out', text.slice(0, 1));
		if (text === 'broken') process.exit(1);
		writeFileSync('out', text);`,
	);
});
afterAll(() => rmSync(root, { recursive: true }));

const build = async (text: string) => {
	writeFileSync(join(root, 'in'), text);
	const step = { name: 'Copy', inputs: ['in'], outputs: ['out'], commands: [['copy.mjs']] };
	await runBuildSteps([step], root, new Progress());
	return readFileSync(join(root, 'out'), 'utf8');
};

test('what a broken build left half-done is made anew, though its input is again what it was', async () => {
	expect(await build('whole')).toBe('whole');
	await expect(build('broken')).rejects.toThrow();
	expect(await build('whole')).toBe('whole');
});

test('each step names what a folder lacks whose packages were copied with their stamps', () => {
	const repository = join(import.meta.dirname, '..');
	for (const { name, outputs } of sourceSteps) {
		const own = outputs.filter((output) => !output.startsWith('node_modules'));
		expect(own.length, name).toBeGreaterThan(0);
		for (const output of own) expect(existsSync(join(repository, output)), output).toBe(true);
	}
});
