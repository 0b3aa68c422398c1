import { userProcedure } from '../builders.ts';

/**
 * Rows of the caller's subscription as they change, by id only; the page refetches what it shows. Ends with the caller's
 * session, and says so.
 */
export const followChanges = userProcedure.subscription(async function* ({ ctx, signal }) {
	const { live, streams } = ctx.services;
	const stream = streams.open(ctx.viewer, signal);
	try {
		yield* live.follow(ctx.viewer.subscriptionId, stream.signal);
		if (stream.end) yield { kind: 'ended' as const, because: stream.end };
	} finally {
		stream.close();
	}
});
