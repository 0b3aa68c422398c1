/** Every procedure by its path `<area>.<verbNoun>`; each lies in `<area>/<verb-noun>.ts` with its schema. */
import { createCallerFactory, router } from './builders.ts';
import { createCompany } from './companies/create-company.ts';
import { listCompanies } from './companies/list-companies.ts';
import { readCompany } from './companies/read-company.ts';
import { createContact } from './contacts/create-contact.ts';
import { downloadContact } from './contacts/download-contact.ts';
import { listEngagements } from './engagements/list-engagements.ts';
import { readEngagement } from './engagements/read-engagement.ts';
import { followChanges } from './live/follow-changes.ts';
import { writeNote } from './notes/write-note.ts';
import { visitSheet } from './notifications/visit-sheet.ts';
import { chooseLanguage } from './profile/choose-language.ts';
import { listSessions } from './profile/list-sessions.ts';
import { revokeOtherSessions } from './profile/revoke-other-sessions.ts';
import { revokeSession } from './profile/revoke-session.ts';
import { changeRelance } from './relances/change-relance.ts';
import { createRelance } from './relances/create-relance.ts';
import { deleteRelance } from './relances/delete-relance.ts';
import { followRelance } from './relances/follow-relance.ts';
import { listRelances } from './relances/list-relances.ts';
import { findRecords } from './search/find-records.ts';
import { setTag } from './tags/set-tag.ts';
import { listTeam } from './team/list-team.ts';
import { listExpectedSteps } from './timeline/list-expected-steps.ts';
import { listTimeline } from './timeline/list-timeline.ts';
import { undoEvent } from './timeline/undo-event.ts';

export const appRouter = router({
	companies: router({ createCompany, listCompanies, readCompany }),
	contacts: router({ createContact, downloadContact }),
	engagements: router({ listEngagements, readEngagement }),
	live: router({ followChanges }),
	notes: router({ writeNote }),
	notifications: router({ visitSheet }),
	profile: router({ chooseLanguage, listSessions, revokeOtherSessions, revokeSession }),
	relances: router({ changeRelance, createRelance, deleteRelance, followRelance, listRelances }),
	search: router({ findRecords }),
	tags: router({ setTag }),
	team: router({ listTeam }),
	timeline: router({ listExpectedSteps, listTimeline, undoEvent }),
});

export type AppRouter = typeof appRouter;

/** Calls procedures on the server, as the pages' loads do: same rights, no network. */
export const createCaller = createCallerFactory(appRouter);
