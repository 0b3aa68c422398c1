import { listSessions as list } from '#platform/authentication/sessions.ts';
import { signedInProcedure } from '../builders.ts';

/** The devices on which the caller is signed in. */
export const listSessions = signedInProcedure.query(({ ctx }) =>
	list(ctx.services.authenticationDatabase, ctx.viewer.signInId, ctx.viewer.sessionId),
);
