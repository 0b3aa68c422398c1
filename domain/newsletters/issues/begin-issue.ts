import { planAroundClosedDays, type ClosedDayRule } from '#domain/pace/recurrence/closed-days.ts';
import { occurrencesAfter } from '#domain/pace/recurrence/occurrences.ts';
import { parseRecurrence } from '#domain/pace/recurrence/recurrence.ts';
import { readClosedDays } from '#domain/pace/read-calendar.ts';
import { isForgotten } from './doubt-restored.ts';
import { resolveTold, tellOwner } from './tell-owner.ts';
import { poke } from '#domain/outbox/poke.ts';
import { dayToColumn } from '#domain/values/due-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Newsletter } from '#prisma/generated/client/client.ts';

/** What a look at a newsletter answers: when the next occurrence comes; undefined: none comes, and its run is over. */
export interface NewsletterLook {
	readonly nextAt: Date | undefined;
}

/** What a run that slept for ever would list at once. */
const MISSED_AT_MOST = 1_000;

interface Due {
	readonly date: string;
	readonly at: Date;
}

/**
 * One look at a newsletter: where occurrences fell due, the last of them becomes an issue, once however often it is looked at,
 * and each one before it is listed as missed (D-41); all of them are where the issue before still leaves (5.7-13). An issue that
 * still asks whether it may leave makes room: nobody answered until the next one came.
 */
export async function lookAtNewsletter(tx: Transaction, newsletterId: string): Promise<NewsletterLook> {
	await tx.sql`SELECT FROM newsletter
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${newsletterId}::uuid FOR NO KEY UPDATE`;
	const newsletter = await tx.db.newsletter.findFirst({
		where: { id: newsletterId, deletedAt: null, activatedAt: { not: null } },
	});
	if (!newsletter?.nextAt || !newsletter.nextDate) return { nextAt: undefined };
	if (newsletter.nextAt > tx.at) return { nextAt: newsletter.nextAt };
	const { due, next } = await occurrencesOf(tx, newsletter);
	const last = due.at(-1)!;
	const leaves = await stillLeaves(tx, newsletterId);
	await listMissed(tx, newsletterId, leaves ? due : due.slice(0, -1), leaves ? last : undefined);
	if (!leaves) await makeIssue(tx, newsletter, last);
	await tx.db.newsletter.updateMany({
		where: { id: newsletterId },
		data: { nextDate: next ? dayToColumn(next.date) : null, nextAt: next?.at ?? null },
	});
	return { nextAt: next?.at };
}

/** What fell due since the newsletter waited, its own first, and what comes then. */
async function occurrencesOf(
	tx: Transaction,
	{ recurrence: json, timeZone: zone, closedDays: rule, nextDate, nextAt }: Newsletter,
): Promise<{ due: Due[]; next: Due | undefined }> {
	const recurrence = parseRecurrence(json);
	const closed = new Map((await readClosedDays(tx)).closedDays.map(({ day, name }) => [day, name]));
	const first = nextDate!.toISOString().slice(0, 10);
	const due: Due[] = [{ date: first, at: nextAt! }];
	// Nominal dates order them: a closed day may move an instant behind that of the next one.
	const before = new Date(nextDate!.getTime() - 2 * 86_400_000);
	for (const occurrence of occurrencesAfter(recurrence, zone, before)) {
		if (occurrence.date <= first) continue;
		const planned = planAroundClosedDays(
			occurrence,
			{ recurrence, zone, rule: rule as ClosedDayRule },
			closed,
		);
		if (planned.at > tx.at || due.length > MISSED_AT_MOST) return { due, next: planned };
		due.push(planned);
	}
	return { due, next: undefined };
}

/** Whether mails of an earlier issue still wait to leave. */
async function stillLeaves(tx: Transaction, newsletterId: string): Promise<boolean> {
	const asking = { newsletterId, state: 'asking' };
	for (const { id } of await tx.db.newsletterIssue.findMany({ where: asking, select: { id: true } }))
		await resolveTold(tx, id);
	await tx.db.newsletterIssue.updateMany({
		where: asking,
		data: { state: 'stopped', reason: 'issue-superseded', stoppedAt: tx.at, endedAt: tx.at },
	});
	const leaving = await tx.db.newsletterIssue.count({
		where: { newsletterId, state: { in: ['preparing', 'leaving', 'paused'] } },
	});
	return leaving > 0;
}

async function listMissed(
	tx: Transaction,
	newsletterId: string,
	missed: readonly Due[],
	stillLeaving: Due | undefined,
): Promise<void> {
	await tx.db.missedIssue.createMany({
		data: missed.map((one) => ({
			subscriptionId: tx.subscriptionId,
			newsletterId,
			date: dayToColumn(one.date),
			dueAt: one.at,
			cause: one === stillLeaving ? 'still-leaving' : 'asleep',
			notedAt: tx.at,
		})),
		skipDuplicates: true,
	});
}

/** The issue of an occurrence, once: its nominal date is its identity. */
async function makeIssue(tx: Transaction, newsletter: Newsletter, { date, at }: Due): Promise<void> {
	const { id: newsletterId, language, replySucceeds, clickSucceeds, observationDays } = newsletter;
	const { gapMinSeconds, gapMaxSeconds } = newsletter;
	// It may have left before the database came back from a backup.
	const asks = (await isForgotten(tx, at)) ? { state: 'asking', reason: 'issue-restored' } : {};
	await tx.db.newsletterIssue.createMany({
		data: [
			{
				...{
					subscriptionId: tx.subscriptionId,
					newsletterId,
					date: dayToColumn(date),
					dueAt: at,
					createdAt: tx.at,
				},
				...{ language, replySucceeds, clickSucceeds, observationDays, gapMinSeconds, gapMaxSeconds },
				...asks,
			},
		],
		skipDuplicates: true,
	});
	const issue = await tx.db.newsletterIssue.findFirstOrThrow({
		where: { newsletterId, date: dayToColumn(date) },
		select: { id: true, state: true },
	});
	if (issue.state === 'asking') await tellOwner(tx, issue.id, 'issue-asks');
	await poke(tx, 'issue', issue.id);
}
