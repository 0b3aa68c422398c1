import type { ImapFlow } from 'imapflow';

/** A response as it came: `{n}` and a line's end where a literal of n bytes was, and those literals. */
export interface RawResponse {
	readonly payload: Buffer;
	readonly literals: readonly Buffer[];
}

/** @returns whether it took the response, which the library then does not read. */
export type Taker = (response: RawResponse) => boolean;

/**
 * The private method of imapflow in which it reads a response. Its version is pinned, and `fetch-fields.test.ts` fails
 * when the method changes its meaning.
 */
interface Internals {
	/** @returns whether it goes on reading. */
	handleResponse(response: RawResponse): Promise<boolean>;
}

const takersOf = new WeakMap<ImapFlow, Set<Taker>>();

/**
 * Shows each response to `take` before the library reads it: it reads letter by letter, and writes each response out again
 * for a log that nobody keeps (docs/design/imap.md#history).
 *
 * @returns how to stop.
 */
export function takeResponses(client: ImapFlow, take: Taker): () => void {
	const takers = takersOf.get(client) ?? interposed(client);
	takers.add(take);
	return () => void takers.delete(take);
}

function interposed(client: ImapFlow): Set<Taker> {
	const takers = new Set<Taker>();
	takersOf.set(client, takers);
	const internals = client as unknown as Internals;
	const read = internals.handleResponse.bind(client);
	internals.handleResponse = async (response) => {
		for (const take of takers) if (take(response)) return true;
		return read(response);
	};
	return takers;
}
