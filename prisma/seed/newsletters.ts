import { exampleLetter } from '#domain/newsletters/content/example-letter.ts';
import { activateNewsletter } from '#domain/newsletters/activate-newsletter.ts';
import { newsletterDraftSchema } from '#domain/newsletters/newsletter-draft.ts';
import { subscribeContact } from '#domain/newsletters/subscribers/subscribe-contacts.ts';
import { createNewsletter } from '#domain/newsletters/write-newsletter.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_NEWSLETTER } from '../demo/newsletter.ts';
import { CADRELUNE, CADRELUNE_USERS, type DemoUserKey } from '../demo/subscriptions.ts';
import { cadreluneUserId } from './cadrelune.ts';
import { demoId } from './demo-id.ts';

const NAME = 'cadrelune';

/**
 * Writes the newsletter of A.11 by the ordinary path: created and activated by Inès, its subscribers each in the name of who sends
 * it to them. A second start finds it, deleted or not, and changes nothing. Needs the suppression key.
 */
export async function writeNewsletter(tx: Transaction): Promise<void> {
	if ((await tx.db.newsletter.count()) > 0) return;
	const actorOf = (by: DemoUserKey) => ({
		...{ subscriptionId: tx.subscriptionId, userId: cadreluneUserId(by) },
		licence: CADRELUNE_USERS[by].licence,
	});
	const { letter: content, subject, previewText } = exampleLetter('fr');
	const { title, owner, recurrence, subscribers } = DEMO_NEWSLETTER;
	const draft = newsletterDraftSchema.parse({
		...{ title, language: 'fr', timeZone: CADRELUNE.timeZone, subject, previewText, content },
		recurrence: { ...recurrence, from: dayOf(tx.at, CADRELUNE.timeZone) },
		imprint: [CADRELUNE.name, CADRELUNE.address].join('\n'),
		...{ onSuccess: [], onFailure: [] },
	});
	const { id: newsletterId } = await createNewsletter(tx, actorOf(owner), draft);
	await activateNewsletter(tx, actorOf(owner), newsletterId);
	for (const { person, by } of subscribers)
		await subscribeContact(tx, actorOf(by), {
			...{ newsletterId, contactId: demoId(NAME, 'contact', person), fromCard: true },
		});
}
