/** Every procedure by its path `<area>.<verbNoun>`; each lies in `<area>/<verb-noun>.ts` with its schema. */
import { createCallerFactory, router } from './builders.ts';
import { followChanges } from './live/follow-changes.ts';
import { chooseLanguage } from './profile/choose-language.ts';
import { listSessions } from './profile/list-sessions.ts';
import { revokeOtherSessions } from './profile/revoke-other-sessions.ts';
import { revokeSession } from './profile/revoke-session.ts';

export const appRouter = router({
	live: router({ followChanges }),
	profile: router({ chooseLanguage, listSessions, revokeOtherSessions, revokeSession }),
});

export type AppRouter = typeof appRouter;

/** Calls procedures on the server, as the pages' loads do: same rights, no network. */
export const createCaller = createCallerFactory(appRouter);
