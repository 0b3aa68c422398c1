import { closeFrenchPublicHolidays } from '#domain/accounts/found-subscription.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { dayToColumn } from '#domain/values/due-day.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { demoCompany } from '../demo/companies.ts';
import { demoPerson } from '../demo/people.ts';
import { ORGEVANE } from '../demo/subscriptions.ts';
import { demoId, demoSubscriptionId } from './demo-id.ts';
import { writeMailbox } from './mailboxes.ts';
import type { MailboxSeed } from './mailboxes.ts';
import { writeCompany, writeContact } from './people.ts';
import { writeUser } from './users.ts';

const NAME = 'orgevane';

export const ORGEVANE_ID = demoSubscriptionId(NAME);

/** Writes the second subscription (A.1), all of it or nothing, once. Nothing of it may ever be seen from Cadrelune. */
export async function writeOrgevane(tx: Transaction, mailboxes: MailboxSeed): Promise<void> {
	const { subscriptionId, at } = tx;
	if (await tx.db.subscription.findUnique({ where: { id: subscriptionId } })) return;
	const { user, ownContacts, note, ...subscription } = ORGEVANE;
	await tx.db.subscription.create({ data: { id: subscriptionId, ...subscription } });
	await closeFrenchPublicHolidays(tx);
	const authorId = await writeUser(tx, NAME, user);
	const today = dayToColumn(dayOf(at, ORGEVANE.timeZone));
	await writeMailbox(tx, NAME, { id: authorId, user, today }, mailboxes);
	for (const person of ownContacts.map(demoPerson)) {
		const companyId = await writeCompany(tx, NAME, demoCompany(person.company));
		const contactId = await writeContact(tx, NAME, person);
		const noteId = demoId(NAME, 'note', person.number);
		await tx.db.note.create({
			data: { subscriptionId, id: noteId, companyId, contactId, authorId, text: note, at },
		});
		await recordEvent(tx, {
			kind: 'note-written',
			companyId,
			contactId,
			noteId,
			actor: { userId: authorId },
			data: {},
		});
	}
}
