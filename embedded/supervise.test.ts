import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { until } from '#tests/environment/until.ts';
import { isAlive } from './first-stage/process-identity.mjs';
import { startNodeChild } from './node-child.ts';
import { supervise } from './supervise.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'child-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function startProgram(text: string) {
	writeFileSync(join(folder, 'child.mjs'), text);
	return startNodeChild({
		name: 'child',
		args: ['child.mjs'],
		cwd: folder,
		env: process.env,
		logs: folder,
		readyWithin: LONGEST_WAIT,
		stopWithin: 500,
	});
}

const serves = `process.send({ kind: 'ready' }); setInterval(() => {}, 1000);`;

test('a child that is killed is started again, and a stop ends it for good', async () => {
	const said: string[] = [];
	const child = await supervise(
		'child',
		() => startProgram(serves),
		(sentence) => said.push(sentence),
		() => {},
	);
	const first = child.pid()!;
	process.kill(first, 'SIGKILL');
	await until(
		'another one runs',
		() => child.pid(),
		(pid) => pid !== undefined && pid !== first,
	);
	await until('it is told', () => said.length === 2);
	expect(said).toEqual(['child has ended; it is started again.', 'child serves again.']);
	const second = child.pid()!;
	await child.stop();
	expect(isAlive(second)).toBe(false);
});

test('a child that ends before it serves is reported with its last words', async () => {
	const program = `console.error('REFRAIN_PORT must be a number.'); process.exit(1);`;
	await expect(startProgram(program)).rejects.toThrow(
		/ended while it started: REFRAIN_PORT must be a number/,
	);
	// The log still holds the words of the first one.
	await expect(startProgram(`console.error('Nobody answers there.'); process.exit(1);`)).rejects.toThrow(
		/ended while it started: Nobody answers there/,
	);
});

test('a child that does not end when asked is made to', async () => {
	const child = await startProgram(`process.on('SIGTERM', () => {}); ${serves}`);
	await child.stop();
	expect(isAlive(child.pid)).toBe(false);
});
