import { revokeOtherSessions as revokeOthers } from '#platform/authentication/sessions.ts';
import { signedInProcedure } from '../builders.ts';

/** Signs out every device of the caller but the present one. Answers how many. */
export const revokeOtherSessions = signedInProcedure.mutation(({ ctx }) =>
	revokeOthers(ctx.services.authenticationDatabase, ctx.viewer.signInId, ctx.viewer.sessionId),
);
