import { ConnectError } from './connect-error.ts';

/** Waits for work that knows no signal, as long as the signal lets it; what the work ends with later is nobody's. */
export function unlessAborted<T>(signal: AbortSignal, waiting: Promise<T>): Promise<T> {
	return Promise.race([
		waiting,
		new Promise<never>((_, reject) =>
			signal.addEventListener('abort', () => reject(new ConnectError('aborted')), { once: true }),
		),
	]);
}
