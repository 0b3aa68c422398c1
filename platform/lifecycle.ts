import { flushCompileCache } from 'node:module';

/** What a child tells its launcher, and how it learns that it must end. */
export interface ReadyMessage {
	kind: 'ready';
}

/**
 * Tells the launcher that this process serves; nothing to do when nobody launched it. Its compiled modules are kept now, where
 * NODE_COMPILE_CACHE names a folder: Node keeps them at the exit only, which a kill leaves out.
 */
export function announceReady(): void {
	process.send?.({ kind: 'ready' } satisfies ReadyMessage);
	flushCompileCache();
}

/**
 * Runs `stop` once, at TERM, Ctrl-C or hang-up, or when the launcher is gone; then ends the process. A second signal
 * does not hurry it: one Ctrl-C may arrive several times.
 */
export function onStop(stop: () => Promise<void>): void {
	let stopping = false;
	const end = () => {
		if (stopping) return;
		stopping = true;
		stop().then(
			() => process.exit(0),
			() => process.exit(1),
		);
	};
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
	process.on('disconnect', end);
}
