/** Every procedure by its path `<area>.<verbNoun>`; each lies in `<area>/<verb-noun>.ts` with its schema. */
import { createCallerFactory, router } from './builders.ts';
import { acceptInvitation } from './accounts/accept-invitation.ts';
import { foundSubscription } from './accounts/found-subscription.ts';
import { readFoundingLink } from './accounts/read-founding-link.ts';
import { readInvitation } from './accounts/read-invitation.ts';
import { advanceTime } from './clock/advance-time.ts';
import { readClock } from './clock/read-clock.ts';
import { stopTravel } from './clock/stop-travel.ts';
import { changeCompany } from './companies/change-company.ts';
import { createCompany } from './companies/create-company.ts';
import { listCompanies } from './companies/list-companies.ts';
import { readCompany } from './companies/read-company.ts';
import { changeContact } from './contacts/change-contact.ts';
import { clearAddress } from './contacts/clear-address.ts';
import { createContact } from './contacts/create-contact.ts';
import { downloadContact } from './contacts/download-contact.ts';
import { eraseContact } from './contacts/erase-contact.ts';
import { listContacts } from './contacts/list-contacts.ts';
import { markLeft } from './contacts/mark-left.ts';
import { readContact } from './contacts/read-contact.ts';
import { correctVerdict as correctMailVerdict } from './conversations/correct-verdict.ts';
import { listMails } from './conversations/list-mails.ts';
import { previewCorrection as previewMailCorrection } from './conversations/preview-correction.ts';
import { readMail } from './conversations/read-mail.ts';
import { writeReply } from './conversations/write-reply.ts';
import { continueAfterEarlyMail } from './engagements/continue-after-early-mail.ts';
import { correctVerdict } from './engagements/correct-verdict.ts';
import { decideAbsence } from './engagements/decide-absence.ts';
import { decideLateBatch } from './engagements/decide-late-batch.ts';
import { decideUncertainSend } from './engagements/decide-uncertain-send.ts';
import { engageContact } from './engagements/engage-contact.ts';
import { listEngagements } from './engagements/list-engagements.ts';
import { pauseEngagement } from './engagements/pause-engagement.ts';
import { previewCorrection } from './engagements/preview-correction.ts';
import { previewEngagement } from './engagements/preview-engagement.ts';
import { previewLateBatch } from './engagements/preview-late-batch.ts';
import { previewStop } from './engagements/preview-stop.ts';
import { readEngagement } from './engagements/read-engagement.ts';
import { rescheduleStep } from './engagements/reschedule-step.ts';
import { resumeEngagement } from './engagements/resume-engagement.ts';
import { retryNow } from './engagements/retry-now.ts';
import { skipStep } from './engagements/skip-step.ts';
import { stopEngagement } from './engagements/stop-engagement.ts';
import { withdrawEngagement } from './engagements/withdraw-engagement.ts';
import { readCounts } from './frame/read-counts.ts';
import { grantSupport } from './grants/grant-support.ts';
import { readGrant } from './grants/read-grant.ts';
import { withdrawGrant } from './grants/withdraw-grant.ts';
import { followChanges } from './live/follow-changes.ts';
import { changeMailboxSettings } from './mailboxes/change-mailbox-settings.ts';
import { deleteMailbox } from './mailboxes/delete-mailbox.ts';
import { listMailboxes } from './mailboxes/list-mailboxes.ts';
import { previewDeletion } from './mailboxes/preview-deletion.ts';
import { readConnectionTest } from './mailboxes/read-connection-test.ts';
import { saveMailbox } from './mailboxes/save-mailbox.ts';
import { startConnectionTest } from './mailboxes/start-connection-test.ts';
import { changeNote } from './notes/change-note.ts';
import { deleteNote } from './notes/delete-note.ts';
import { writeNote } from './notes/write-note.ts';
import { listNotifications } from './notifications/list-notifications.ts';
import { visitMailbox } from './notifications/visit-mailbox.ts';
import { visitSheet } from './notifications/visit-sheet.ts';
import { changeProfile } from './profile/change-profile.ts';
import { changeSignature } from './profile/change-signature.ts';
import { changeTreatedAfter } from './profile/change-treated-after.ts';
import { chooseLanguage } from './profile/choose-language.ts';
import { listSessions } from './profile/list-sessions.ts';
import { readProfile } from './profile/read-profile.ts';
import { revokeOtherSessions } from './profile/revoke-other-sessions.ts';
import { revokeSession } from './profile/revoke-session.ts';
import { changeRelance } from './relances/change-relance.ts';
import { createRelance } from './relances/create-relance.ts';
import { deleteRelance } from './relances/delete-relance.ts';
import { followRelance } from './relances/follow-relance.ts';
import { listRelances } from './relances/list-relances.ts';
import { listRoutines } from './routines/list-routines.ts';
import { saveRoutine } from './routines/save-routine.ts';
import { findRecords } from './search/find-records.ts';
import { activateSequence } from './sequences/activate-sequence.ts';
import { createSequence } from './sequences/create-sequence.ts';
import { deactivateSequence } from './sequences/deactivate-sequence.ts';
import { listSequences } from './sequences/list-sequences.ts';
import { prefillEngagement } from './sequences/prefill-engagement.ts';
import { previewDeactivation } from './sequences/preview-deactivation.ts';
import { previewText } from './sequences/preview-text.ts';
import { readSequence } from './sequences/read-sequence.ts';
import { saveSequence } from './sequences/save-sequence.ts';
import { writeTestMail } from './sequences/write-test-mail.ts';
import { changeSettings } from './settings/change-settings.ts';
import { closeDay } from './settings/close-day.ts';
import { listClosedDays } from './settings/list-closed-days.ts';
import { readSettings } from './settings/read-settings.ts';
import { reopenDay } from './settings/reopen-day.ts';
import { actOnRun } from './support/act-on-run.ts';
import { countRuns } from './support/count-runs.ts';
import { listRuns } from './support/list-runs.ts';
import { previewStop as previewSupportStop } from './support/preview-stop.ts';
import { readRun } from './support/read-run.ts';
import { readTexts } from './support/read-texts.ts';
import { listSuppressions } from './suppressions/list-suppressions.ts';
import { suppressAddress } from './suppressions/suppress-address.ts';
import { setTag } from './tags/set-tag.ts';
import { changeLicence } from './team/change-licence.ts';
import { inviteColleague } from './team/invite-colleague.ts';
import { listInvitations } from './team/list-invitations.ts';
import { listTeam } from './team/list-team.ts';
import { withdrawInvitation } from './team/withdraw-invitation.ts';
import { listExpectedSteps } from './timeline/list-expected-steps.ts';
import { listTimeline } from './timeline/list-timeline.ts';
import { previewUndo } from './timeline/preview-undo.ts';
import { undoEvent } from './timeline/undo-event.ts';
import { readToday } from './today/read-today.ts';
import { changePassword } from './world/change-password.ts';
import { listReceived } from './world/list-received.ts';
import { makePersonAct } from './world/make-person-act.ts';
import { readReceived } from './world/read-received.ts';
import { readWorld } from './world/read-world.ts';

export const appRouter = router({
	accounts: router({ acceptInvitation, foundSubscription, readFoundingLink, readInvitation }),
	clock: router({ advanceTime, readClock, stopTravel }),
	companies: router({ changeCompany, createCompany, listCompanies, readCompany }),
	contacts: router({
		changeContact,
		clearAddress,
		createContact,
		downloadContact,
		eraseContact,
		listContacts,
		markLeft,
		readContact,
	}),
	conversations: router({
		correctVerdict: correctMailVerdict,
		listMails,
		previewCorrection: previewMailCorrection,
		readMail,
		writeReply,
	}),
	engagements: router({
		continueAfterEarlyMail,
		correctVerdict,
		decideAbsence,
		decideLateBatch,
		decideUncertainSend,
		engageContact,
		listEngagements,
		pauseEngagement,
		previewCorrection,
		previewEngagement,
		previewLateBatch,
		previewStop,
		readEngagement,
		rescheduleStep,
		resumeEngagement,
		retryNow,
		skipStep,
		stopEngagement,
		withdrawEngagement,
	}),
	frame: router({ readCounts }),
	grants: router({ grantSupport, readGrant, withdrawGrant }),
	live: router({ followChanges }),
	mailboxes: router({
		changeMailboxSettings,
		deleteMailbox,
		listMailboxes,
		previewDeletion,
		readConnectionTest,
		saveMailbox,
		startConnectionTest,
	}),
	notes: router({ changeNote, deleteNote, writeNote }),
	notifications: router({ listNotifications, visitMailbox, visitSheet }),
	profile: router({
		changeProfile,
		changeSignature,
		changeTreatedAfter,
		chooseLanguage,
		listSessions,
		readProfile,
		revokeOtherSessions,
		revokeSession,
	}),
	relances: router({ changeRelance, createRelance, deleteRelance, followRelance, listRelances }),
	routines: router({ listRoutines, saveRoutine }),
	search: router({ findRecords }),
	sequences: router({
		activateSequence,
		createSequence,
		deactivateSequence,
		listSequences,
		prefillEngagement,
		previewDeactivation,
		previewText,
		readSequence,
		saveSequence,
		writeTestMail,
	}),
	settings: router({ changeSettings, closeDay, listClosedDays, readSettings, reopenDay }),
	support: router({
		actOnRun,
		countRuns,
		listRuns,
		previewStop: previewSupportStop,
		readRun,
		readTexts,
	}),
	suppressions: router({ listSuppressions, suppressAddress }),
	tags: router({ setTag }),
	team: router({ changeLicence, inviteColleague, listInvitations, listTeam, withdrawInvitation }),
	timeline: router({ listExpectedSteps, listTimeline, previewUndo, undoEvent }),
	today: router({ readToday }),
	world: router({ changePassword, listReceived, makePersonAct, readReceived, readWorld }),
});

export type AppRouter = typeof appRouter;

/** Calls procedures on the server, as the pages' loads do: same rights, no network. */
export const createCaller = createCallerFactory(appRouter);
