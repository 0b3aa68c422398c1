import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** What a test says of a newsletter; the rest is as usual. */
export type NewsletterWish = { readonly ownerId: string } & Partial<
	Omit<Prisma.NewsletterUncheckedCreateInput, 'ownerId' | 'subscriptionId'>
>;

/** An active newsletter, the first Tuesday of each month at 9:30, without subscribers. */
export async function createNewsletter(
	{ db, subscriptionId, at }: Transaction,
	wish: NewsletterWish,
): Promise<string> {
	const { id } = await db.newsletter.create({
		data: {
			subscriptionId,
			title: 'La lettre de l’atelier',
			recurrence: {
				kind: 'months',
				every: 1,
				on: { kind: 'weekday', week: 1, weekday: 2 },
				from: '2026-12-01',
				time: '09:30',
			},
			content: {},
			...{ activatedAt: at, contentChangedAt: at, createdAt: at, changedAt: at },
			...wish,
		},
		select: { id: true },
	});
	return id;
}
