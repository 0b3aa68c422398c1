import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from './first-stage/process-identity.mjs';
import { startPostgres, type RunningPostgres } from './postgres.ts';

let data: string;
let server: RunningPostgres;

beforeAll(async () => {
	data = mkdtempSync(join(tmpdir(), 'restored-'));
	mkdirSync(join(data, 'real'), { mode: 0o711 });
	writeFileSync(join(data, 'real', 'ports.json'), '{"temporal":1}');
	server = await startPostgres({ folder: join(data, 'real', 'postgres'), durable: false });
});
afterAll(async () => {
	await server.stop();
	rmSync(data, { recursive: true, force: true });
});

test('`npm run after-restore` beside a running `npm start` ends when it has said all, and leaves its server alone', async () => {
	const { DATABASE_URL: _, ...others } = process.env;
	const env = { ...others, REFRAIN_DATA_FOLDER: data, REFRAIN_SANDBOX: 'off' };
	const child = spawn(process.execPath, ['embedded/after-restore.ts'], {
		cwd: join(import.meta.dirname, '..'),
		env,
		stdio: 'ignore',
	});
	// Nothing was migrated here, so that there is nothing to read back.
	expect(await once(child, 'exit')).toEqual([1, null]);
	expect(isAlive(server.pid)).toBe(true);
});
