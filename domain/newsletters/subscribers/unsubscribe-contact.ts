import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { keepNewsletter } from './keep-newsletter.ts';
import { unsubscribeContacts } from './unsubscribe-contacts.ts';

/**
 * STOP on the sheet, or the switch of a line of *Inscrits*: one contact, by anybody who works with her.
 *
 * @throws {Refusal} missing: no such newsletter, or she is in no list of it.
 */
export async function unsubscribeContact(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, contactId, cause }: { newsletterId: string; contactId: string; cause: 'stop' | 'settings' },
): Promise<{ unsubscribed: number }> {
	await keepNewsletter(tx, newsletterId);
	const hers = await tx.db.newsletterSubscriber.count({ where: { newsletterId, contactId } });
	if (hers === 0) throw new Refusal('not-found', 'missing');
	const { unsubscribed } = await unsubscribeContacts(tx, {
		...{ newsletterId, contactIds: [contactId], cause },
		actor,
	});
	return { unsubscribed: unsubscribed.length };
}
