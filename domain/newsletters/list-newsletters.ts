import type { Actor } from '#domain/values/actor.ts';
import { parseRecurrence, type Recurrence } from '#domain/pace/recurrence/recurrence.ts';
import { mayWriteSequence } from '#domain/sequences/may-write-sequence.ts';
import { onlyResponsablesWrite } from '#domain/sequences/refuse-unless-writer.ts';
import { dayOfColumn } from '#domain/values/due-day.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { countSubscribers, type SubscriberCounts } from './subscribers/subscriber-counts.ts';

export interface NewsletterLine {
	readonly id: string;
	readonly title: string;
	readonly isActive: boolean;
	readonly recurrence: Recurrence;
	readonly timeZone: string;
	/** When its next occurrence leaves; null: it is inactive, or none comes. */
	readonly nextAt: Date | null;
	readonly subscribers: SubscriberCounts;
	/** Its newest issue, by its date. */
	readonly lastIssue: {
		readonly id: string;
		/** ISO day. */
		readonly date: string;
		readonly state: string;
		readonly recipients: number;
	} | null;
	/** Occurrences since the issue before that one that were not sent (D-41). */
	readonly missed: readonly { readonly date: string; readonly cause: string }[];
	readonly owner: { readonly id: string; readonly name: string };
	readonly mayWrite: boolean;
}

/** All newsletters of the subscription, active ones first, by what comes next; they are few: no pages. */
export async function listNewsletters(tx: Transaction, actor: Actor): Promise<NewsletterLine[]> {
	const rows = await tx.db.newsletter.findMany({
		where: { deletedAt: null },
		orderBy: [{ nextAt: { sort: 'asc', nulls: 'last' } }, { title: 'asc' }, { id: 'asc' }],
		select: {
			...{ id: true, title: true, activatedAt: true, recurrence: true, timeZone: true, nextAt: true },
			owner: { select: { id: true, firstName: true, lastName: true } },
			issues: {
				orderBy: { date: 'desc' },
				take: 2,
				select: { id: true, date: true, state: true, recipients: true },
			},
			missed: { orderBy: { date: 'desc' }, take: 20, select: { date: true, cause: true } },
		},
	});
	const counts = await countSubscribers(
		tx,
		rows.map(({ id }) => id),
	);
	const onlyResponsables = await onlyResponsablesWrite(tx);
	return rows.map(
		({ owner, issues: [last, before], missed, activatedAt, recurrence, ...row }): NewsletterLine => ({
			...row,
			isActive: activatedAt !== null,
			recurrence: parseRecurrence(recurrence),
			subscribers: counts.get(row.id)!,
			lastIssue: last ? { ...last, date: dayOfColumn(last.date) } : null,
			missed: missed
				.filter(({ date }) => !before || date > before.date)
				.map(({ date, cause }) => ({ date: dayOfColumn(date), cause })),
			owner: { id: owner.id, name: nameOf(owner) },
			mayWrite: mayWriteSequence({ ...actor, ownerId: owner.id, onlyResponsables }),
		}),
	);
}
