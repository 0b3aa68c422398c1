import { z } from 'zod';
import { Refusal } from '#platform/refusal.ts';
import { revokeSession as revoke } from '#platform/authentication/sessions.ts';
import { signedInProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const revokeSessionInput = z.object({ sessionId: line(64).min(1) });

/** Signs one of the caller's own devices out, at once. */
export const revokeSession = signedInProcedure.input(revokeSessionInput).mutation(async ({ ctx, input }) => {
	const done = await revoke(ctx.services.authenticationDatabase, ctx.viewer.signInId, input.sessionId);
	if (!done) throw new Refusal('not-found', 'missing');
});
