import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder, releaseFolder, takeFolder } from './first-stage/folder-lock.mjs';
import { birthOf } from './first-stage/process-identity.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'lock-'));
	lock = join(folder, 'launcher.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder held by a living process is refused, with the place where it serves', () => {
	takeFolder(lock);
	expect(() => takeFolder(lock)).toThrow(/already runs in this folder \(process \d+\) and is still starting/);
	holdFolder(lock, 'http://localhost:3000');
	expect(() => takeFolder(lock)).toThrow(/at http:\/\/localhost:3000/);
	releaseFolder(lock);
	expect(existsSync(lock)).toBe(false);
});

test('what a killed holder left is taken over', async () => {
	const holder = spawn('sleep', ['60']);
	writeFileSync(lock, JSON.stringify({ pid: holder.pid, birth: birthOf(holder.pid!) }));
	expect(() => takeFolder(lock)).toThrow(/already runs/);
	holder.kill('SIGKILL');
	await new Promise((gone) => holder.on('exit', gone));
	takeFolder(lock);
	releaseFolder(lock);
});

test('a stranger who was given the same pid later is not mistaken for the holder', () => {
	writeFileSync(lock, JSON.stringify({ pid: process.pid, birth: 'another day' }));
	takeFolder(lock);
});

test('a lock without sense is taken over', () => {
	writeFileSync(lock, '');
	takeFolder(lock);
});
