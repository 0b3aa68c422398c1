/** Procedures from the browser: queries and acts over fetch, live changes over SSE. */
import {
	createTRPCClient,
	httpBatchLink,
	httpSubscriptionLink,
	splitLink,
	TRPCClientError,
} from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '#lib/server/trpc/router.ts';

const url = '/trpc';

export const api = createTRPCClient<AppRouter>({
	links: [
		splitLink({
			condition: (operation) => operation.type === 'subscription',
			true: httpSubscriptionLink({ url, transformer: superjson }),
			false: httpBatchLink({ url, transformer: superjson }),
		}),
	],
});

/** What went wrong, to be shown: the stable code, its sentence, the fields at fault. */
export interface ShownFailure {
	code: string;
	sentence: string;
	fields: Record<string, string[]>;
}

/** Reads a failed call. Anything that is no answer of ours (the network) has no code. */
export function failureOf(thrown: unknown): ShownFailure | null {
	if (!(thrown instanceof TRPCClientError)) return null;
	const data = thrown.data as { refusal?: string; fields?: Record<string, string[]> } | null;
	if (!data?.refusal) return null;
	return { code: data.refusal, sentence: thrown.message, fields: data.fields ?? {} };
}
