import { userProcedure } from '../builders.ts';

/** Rows of the caller's subscription as they change, by id only; the page refetches what it shows. */
export const followChanges = userProcedure.subscription(async function* ({ ctx, signal }) {
	yield* ctx.services.live.follow(ctx.viewer.subscriptionId, signal ?? new AbortController().signal);
});
