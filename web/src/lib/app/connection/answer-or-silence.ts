import type { Connection } from './connection.svelte.ts';

/** A request that has not been answered for so long makes us ask whether the server is there, in milliseconds. */
const SLOW = 6_000;

/**
 * What a request is answered; undefined where it is not: it failed on its way, or the server is silent though the browser
 * believes in the network.
 */
export async function answerOrSilence<T>(
	send: () => Promise<T>,
	connection: Pick<Connection, 'answers'>,
	slow = SLOW,
): Promise<T | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const silence = new Promise<undefined>((settle) => {
		const look = async () => {
			if (await connection.answers()) timer = setTimeout(look, slow);
			else settle(undefined);
		};
		timer = setTimeout(look, slow);
	});
	try {
		return await Promise.race([send().catch(() => undefined), silence]);
	} finally {
		clearTimeout(timer);
	}
}
