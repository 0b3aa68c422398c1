import { LinePool } from './line-pool.ts';
import { lineOpener } from './open-line.ts';
import type { RelayPool, RelayPoolOptions } from './relay-pool.ts';

/** Opens a pool; its first connection is opened when the first window wants to be armed. */
export function openRelayPool(options: RelayPoolOptions): RelayPool {
	return new LinePool(lineOpener(options), options);
}
