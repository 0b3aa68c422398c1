import { z } from 'zod';
import { RUN_KINDS } from '#workflows/contracts/run-ref.ts';
import { RUN_STATES } from './run-states.ts';

const criteria = z.object({
	kind: z.enum(RUN_KINDS).optional().catch(undefined),
	subscription: z.uuid().optional().catch(undefined),
	mailbox: z.uuid().optional().catch(undefined),
	state: z.enum(RUN_STATES).optional().catch(undefined),
	reason: z
		.string()
		.regex(/^[a-z-]{1,60}$/)
		.optional()
		.catch(undefined),
	search: z
		.string()
		.trim()
		.regex(/^[0-9a-f-]{4,36}$/i)
		.optional()
		.catch(undefined),
});

/** Reads the address; what it does not understand is left out. */
export function runFiltersOf(parameters: URLSearchParams) {
	const { kind, subscription, mailbox, state, reason, search } = criteria.parse(
		Object.fromEntries(parameters),
	);
	return {
		kinds: kind ? [kind] : undefined,
		subscriptionId: subscription,
		mailboxId: mailbox,
		states: state ? [state] : undefined,
		reason,
		id: search,
	};
}
