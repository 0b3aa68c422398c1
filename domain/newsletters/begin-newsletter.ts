import { readSubscriptionSettings } from '#domain/accounts/subscription-settings.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { exampleLetter } from './content/example-letter.ts';
import { newsletterDraftSchema, type NewsletterDraft } from './newsletter-draft.ts';

/**
 * What the editor of a new newsletter begins with: an example letter in the language of the subscription, the first Tuesday of
 * each month at half past nine, and its name and address as who sends. Its title is to be typed. Writes nothing.
 */
export async function beginNewsletter(tx: Transaction): Promise<NewsletterDraft> {
	const { language, timeZone, name } = await readSubscriptionSettings(tx);
	const { address } = await tx.db.subscription.findFirstOrThrow({ select: { address: true } });
	const { letter: content, subject, previewText } = exampleLetter(language);
	const draft = newsletterDraftSchema.parse({
		...{ title: name, language, timeZone, subject, previewText, content },
		recurrence: {
			...{ kind: 'months', every: 1, on: { kind: 'weekday', week: 1, weekday: 2 } },
			...{ from: dayOf(tx.at, timeZone), time: '09:30' },
		},
		imprint: address ? `${name}\n${address}` : name,
		...{ onSuccess: [], onFailure: [] },
	});
	return { ...draft, title: '' };
}
