import { router } from '../builders.ts';
import { changeReading } from './change-reading.ts';
import { chooseFolders } from './choose-folders.ts';
import { changeMailboxSettings } from './change-mailbox-settings.ts';
import { changeRelay } from './change-relay.ts';
import { changeUsers } from './change-users.ts';
import { deleteMailbox } from './delete-mailbox.ts';
import { deleteRelay } from './delete-relay.ts';
import { followDeletions } from './follow-deletions.ts';
import { liftRefusal } from './lift-refusal.ts';
import { listMailboxes } from './list-mailboxes.ts';
import { listReplyMailboxes } from './list-reply-mailboxes.ts';
import { previewDeletion } from './preview-deletion.ts';
import { previewLift } from './preview-lift.ts';
import { previewRelayDeletion } from './preview-relay-deletion.ts';
import { previewUsers } from './preview-users.ts';
import { readConnectionTest } from './read-connection-test.ts';
import { readLastTrial } from './read-last-trial.ts';
import { readMailboxReading } from './read-mailbox-reading.ts';
import { readRelay } from './read-relay.ts';
import { readRelayReports } from './read-relay-reports.ts';
import { renewRelayReports } from './renew-relay-reports.ts';
import { readRelaySwitch } from './read-relay-switch.ts';
import { readSenderTable } from './read-sender-table.ts';
import { saveMailbox } from './save-mailbox.ts';
import { settleDeletions } from './settle-deletions.ts';
import { startConnectionTest } from './start-connection-test.ts';
import { writeTrial } from './write-trial.ts';

export const mailboxesRouter = router({
	changeMailboxSettings,
	changeReading,
	chooseFolders,
	changeRelay,
	changeUsers,
	deleteMailbox,
	deleteRelay,
	followDeletions,
	liftRefusal,
	listMailboxes,
	listReplyMailboxes,
	previewDeletion,
	previewLift,
	previewRelayDeletion,
	previewUsers,
	readConnectionTest,
	readLastTrial,
	readMailboxReading,
	readRelay,
	readRelayReports,
	renewRelayReports,
	readRelaySwitch,
	readSenderTable,
	saveMailbox,
	settleDeletions,
	startConnectionTest,
	writeTrial,
});
