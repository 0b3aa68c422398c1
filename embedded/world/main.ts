import { announceReady, onStop } from '#platform/lifecycle.ts';
import { createLogger } from '#platform/logging.ts';
import { readWorldSettings } from './world-settings.ts';
import { startWorld } from './world.ts';

// The entry of the mail world's process; `world-settings.ts` says what its environment may hold. When all servers
// listen it tells its launcher, and says its ports in one line of JSON on standard output.

// hoodiecrow compares days in the process's own zone.
process.env.TZ = 'UTC';
const logger = createLogger('world', { level: process.env.REFRAIN_LOG_LEVEL });
const world = await startWorld({
	...readWorldSettings(process.env),
	onFault: (error) => logger.warn({ err: error }, 'fault'),
});
onStop(() => world.stop());
logger.info({ ports: world.ports }, 'ready');
announceReady();
