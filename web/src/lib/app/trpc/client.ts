/** Procedures from the browser: queries and acts over fetch until they are answered, live changes over SSE. */
import {
	createTRPCClient,
	httpBatchLink,
	httpLink,
	httpSubscriptionLink,
	splitLink,
	TRPCClientError,
} from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '#lib/server/trpc/router.ts';
import { m } from '#texts/generated/messages.js';
import { REQUEST_HEADER } from './request-header.ts';
import { sureLink } from './sure-link.ts';

const url = '/trpc';

export const api = createTRPCClient<AppRouter>({
	links: [
		splitLink({
			condition: (operation) => operation.type === 'subscription',
			true: httpSubscriptionLink({ url, transformer: superjson }),
			false: [
				sureLink,
				splitLink({
					condition: (operation) => operation.type === 'mutation',
					true: httpLink({
						url,
						transformer: superjson,
						headers: ({ op }) => ({ [REQUEST_HEADER]: String(op.context.requestId) }),
					}),
					false: httpBatchLink({ url, transformer: superjson }),
				}),
			],
		}),
	],
});

/** What went wrong, to be shown: the stable code, its sentence, the fields at fault. */
export interface ShownFailure {
	code: string;
	sentence: string;
	fields: Record<string, string[]>;
	/** The card that has what was typed. */
	existing?: { contactId: string; companyId: string; mayLink: boolean } | undefined;
}

/** Reads a failed call. One that nobody answered may have been done all the same: its sentence says so. */
export function failureOf(thrown: unknown): ShownFailure {
	const unexpected = { code: 'unexpected', sentence: m.error_unexpected(), fields: {} };
	if (!(thrown instanceof TRPCClientError)) return unexpected;
	const data = thrown.data as (Partial<ShownFailure> & { refusal?: string }) | null;
	if (!data) return { code: 'unconfirmed', sentence: m.error_unconfirmed(), fields: {} };
	if (!data.refusal) return unexpected;
	const { refusal: code, fields = {}, existing } = data;
	return { code, sentence: thrown.message, fields, existing };
}
