import { router } from '../builders.ts';
import { changeContact } from './change-contact.ts';
import { clearAddress } from './clear-address.ts';
import { createContact } from './create-contact.ts';
import { downloadContact } from './download-contact.ts';
import { eraseContact } from './erase-contact.ts';
import { previewErasure } from './preview-erasure.ts';
import { listContacts } from './list-contacts.ts';
import { markLeft } from './mark-left.ts';
import { readContact } from './read-contact.ts';

export const contactsRouter = router({
	changeContact,
	clearAddress,
	createContact,
	downloadContact,
	eraseContact,
	previewErasure,
	listContacts,
	markLeft,
	readContact,
});
