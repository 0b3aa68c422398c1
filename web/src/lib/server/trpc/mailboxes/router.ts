import { router } from '../builders.ts';
import { changeMailboxSettings } from './change-mailbox-settings.ts';
import { deleteMailbox } from './delete-mailbox.ts';
import { liftRefusal } from './lift-refusal.ts';
import { listMailboxes } from './list-mailboxes.ts';
import { previewDeletion } from './preview-deletion.ts';
import { previewLift } from './preview-lift.ts';
import { readConnectionTest } from './read-connection-test.ts';
import { saveMailbox } from './save-mailbox.ts';
import { startConnectionTest } from './start-connection-test.ts';

export const mailboxesRouter = router({
	changeMailboxSettings,
	deleteMailbox,
	liftRefusal,
	listMailboxes,
	previewDeletion,
	previewLift,
	readConnectionTest,
	saveMailbox,
	startConnectionTest,
});
