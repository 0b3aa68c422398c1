import { router } from '../builders.ts';
import { activateNewsletter } from './activate-newsletter.ts';
import { beginNewsletter } from './begin-newsletter.ts';
import { changeSender } from './change-sender.ts';
import { createNewsletter } from './create-newsletter.ts';
import { deactivateNewsletter } from './deactivate-newsletter.ts';
import { deleteNewsletter } from './delete-newsletter.ts';
import { duplicateNewsletter } from './duplicate-newsletter.ts';
import { listNewsletters } from './list-newsletters.ts';
import { listSenders } from './list-senders.ts';
import { listSubscribers } from './list-subscribers.ts';
import { newslettersOfContact } from './newsletters-of-contact.ts';
import { previewManySubscriptions } from './preview-many-subscriptions.ts';
import { previewRhythm } from './preview-rhythm.ts';
import { previewSenderChange } from './preview-sender-change.ts';
import { readNewsletter } from './read-newsletter.ts';
import { saveNewsletter } from './save-newsletter.ts';
import { subscribeContact } from './subscribe-contact.ts';
import { subscribeMany } from './subscribe-many.ts';
import { unsubscribeContact } from './unsubscribe-contact.ts';
import { unsubscribeSelection } from './unsubscribe-selection.ts';

export const newslettersRouter = router({
	activateNewsletter,
	beginNewsletter,
	changeSender,
	createNewsletter,
	deactivateNewsletter,
	deleteNewsletter,
	duplicateNewsletter,
	listNewsletters,
	listSenders,
	listSubscribers,
	newslettersOfContact,
	previewManySubscriptions,
	previewRhythm,
	previewSenderChange,
	readNewsletter,
	saveNewsletter,
	subscribeContact,
	subscribeMany,
	unsubscribeContact,
	unsubscribeSelection,
});
