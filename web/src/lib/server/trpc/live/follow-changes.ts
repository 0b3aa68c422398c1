import { z } from 'zod';
import { userProcedure } from '../builders.ts';

/** `since`: the mark of the page that asks (`LiveChanges.mark`). */
const followChangesInput = z
	.object({
		since: z
			.string()
			.regex(/^[0-9a-f-]{36}\/\d{1,15}$/)
			.optional(),
	})
	.optional();

/**
 * Rows of the caller's subscription as they change, by id only; the page refetches what it shows. Ends with the caller's
 * session, and says so.
 */
export const followChanges = userProcedure.input(followChangesInput).subscription(async function* ({
	ctx,
	input,
	signal,
}) {
	const { live, streams } = ctx.services;
	const stream = streams.open(ctx.viewer, signal);
	try {
		yield* live.follow(ctx.viewer.subscriptionId, stream.signal, input?.since);
		if (stream.end) yield { kind: 'ended' as const, because: stream.end };
	} finally {
		stream.close();
	}
});
