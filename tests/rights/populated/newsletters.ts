import { USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import type { PopulatedRows } from './populated-rows.ts';

/** A newsletter, who is in its list, and an occurrence that was missed. */
export async function createNewsletters({
	db,
	id,
	own,
	at,
	ago,
	words: { canary, secret },
}: PopulatedRows): Promise<void> {
	await db.newsletter.create({
		data: {
			...{ ...own, id: id.newsletter, ownerId: id.utilisateur, title: `Lettre ${canary}` },
			recurrence: {
				...{ kind: 'months', every: 1, on: { kind: 'weekday', week: 1, weekday: 2 } },
				...{ from: '2026-12-01', time: '09:30' },
			},
			...{ subject: `Objet ${canary}`, previewText: `Aperçu ${canary}`, imprint: `Éditeur ${canary}` },
			content: {
				type: 'doc',
				attrs: { ...USUAL_COLOURS, reason: '' },
				content: [{ type: 'paragraph', content: [{ type: 'text', text: `Bonjour ${canary}` }] }],
			},
			...{ activatedAt: ago(10), contentChangedAt: ago(20), createdAt: ago(20), changedAt: ago(10) },
			...{ nextDate: new Date(at.toISOString().slice(0, 10)), nextAt: new Date(at.getTime() + 86_400_000) },
		},
	});
	await db.newsletterSubscriber.create({
		data: {
			...{ ...own, newsletterId: id.newsletter, contactId: id.contact, senderId: id.sender },
			...{ subscribedAt: ago(10), subscribedById: id.utilisateur, ground: 'consent' },
			...{
				consentedOn: ago(10),
				consentMeans: 'call',
				consentWords: `Oui ${secret}`,
				consentById: id.utilisateur,
			},
		},
	});
	await db.missedIssue.create({
		data: {
			...{ ...own, newsletterId: id.newsletter, date: new Date(ago(40).toISOString().slice(0, 10)) },
			...{ dueAt: ago(40), cause: 'asleep', notedAt: ago(39) },
		},
	});
}
