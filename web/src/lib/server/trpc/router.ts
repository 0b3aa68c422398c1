/** Every procedure by its path `<area>.<verbNoun>`; each lies in `<area>/<verb-noun>.ts` with its schema. */
import { createCallerFactory, router } from './builders.ts';
import { accountsRouter } from './accounts/router.ts';
import { clockRouter } from './clock/router.ts';
import { companiesRouter } from './companies/router.ts';
import { connectionsRouter } from './connections/router.ts';
import { contactsRouter } from './contacts/router.ts';
import { conversationsRouter } from './conversations/router.ts';
import { deliverabilityRouter } from './deliverability/router.ts';
import { engagementsRouter } from './engagements/router.ts';
import { frameRouter } from './frame/router.ts';
import { fromAddressesRouter } from './from-addresses/router.ts';
import { grantsRouter } from './grants/router.ts';
import { liveRouter } from './live/router.ts';
import { mailboxesRouter } from './mailboxes/router.ts';
import { newslettersRouter } from './newsletters/router.ts';
import { notesRouter } from './notes/router.ts';
import { notificationsRouter } from './notifications/router.ts';
import { profileRouter } from './profile/router.ts';
import { relancesRouter } from './relances/router.ts';
import { routinesRouter } from './routines/router.ts';
import { searchRouter } from './search/router.ts';
import { sequencesRouter } from './sequences/router.ts';
import { settingsRouter } from './settings/router.ts';
import { supportRouter } from './support/router.ts';
import { suppressionsRouter } from './suppressions/router.ts';
import { tagsRouter } from './tags/router.ts';
import { teamRouter } from './team/router.ts';
import { timelineRouter } from './timeline/router.ts';
import { todayRouter } from './today/router.ts';
import { worldRouter } from './world/router.ts';

export const appRouter = router({
	accounts: accountsRouter,
	clock: clockRouter,
	companies: companiesRouter,
	connections: connectionsRouter,
	contacts: contactsRouter,
	conversations: conversationsRouter,
	deliverability: deliverabilityRouter,
	engagements: engagementsRouter,
	frame: frameRouter,
	fromAddresses: fromAddressesRouter,
	grants: grantsRouter,
	live: liveRouter,
	mailboxes: mailboxesRouter,
	newsletters: newslettersRouter,
	notes: notesRouter,
	notifications: notificationsRouter,
	profile: profileRouter,
	relances: relancesRouter,
	routines: routinesRouter,
	search: searchRouter,
	sequences: sequencesRouter,
	settings: settingsRouter,
	support: supportRouter,
	suppressions: suppressionsRouter,
	tags: tagsRouter,
	team: teamRouter,
	timeline: timelineRouter,
	today: todayRouter,
	world: worldRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures on the server, as the pages' loads do: same rights, no network. */
export const createCaller = createCallerFactory(appRouter);
