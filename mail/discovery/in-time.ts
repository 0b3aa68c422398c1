import { AskFault } from './finding.ts';

/**
 * Waits for an answer as long as the signal lets it; what comes later is dropped.
 *
 * @throws AskFault `timeout`; whatever the answer rejects with.
 */
export async function inTime<Answer>(asked: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
	let late = () => {};
	try {
		return await Promise.race([
			asked,
			new Promise<never>((_, reject) => {
				late = () => reject(new AskFault('timeout'));
				if (signal.aborted) late();
				else signal.addEventListener('abort', late);
			}),
		]);
	} finally {
		signal.removeEventListener('abort', late);
	}
}
