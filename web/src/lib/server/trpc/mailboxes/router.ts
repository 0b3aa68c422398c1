import { router } from '../builders.ts';
import { changeMailboxSettings } from './change-mailbox-settings.ts';
import { deleteMailbox } from './delete-mailbox.ts';
import { listMailboxes } from './list-mailboxes.ts';
import { previewDeletion } from './preview-deletion.ts';
import { readConnectionTest } from './read-connection-test.ts';
import { saveMailbox } from './save-mailbox.ts';
import { startConnectionTest } from './start-connection-test.ts';

export const mailboxesRouter = router({
	changeMailboxSettings,
	deleteMailbox,
	listMailboxes,
	previewDeletion,
	readConnectionTest,
	saveMailbox,
	startConnectionTest,
});
