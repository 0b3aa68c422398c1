import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '#platform/config.ts';
import { createWorldClient } from './client.ts';
import type { WorldClient } from './client.ts';
import { WORLD_TOKEN_FILE } from './control-contract.ts';

/**
 * The client of this installation's demonstration world; undefined outside the sandbox. The token lies beside the
 * world's authority and is read here: call it once the world has started.
 */
export function worldClientOf({ sandbox }: Pick<Config, 'sandbox'>): WorldClient | undefined {
	if (!sandbox) return undefined;
	const token = readFileSync(join(dirname(sandbox.authorityFile), WORLD_TOKEN_FILE), 'utf8');
	return createWorldClient({ url: sandbox.controlUrl, token });
}
