import type { Actor } from '#domain/values/actor.ts';
import { parseRecurrence } from '#domain/pace/recurrence/recurrence.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockOwnNewsletter } from './lock-own-newsletter.ts';
import { pauseLeavingIssues } from './pause-leaving-issues.ts';
import { waitForNextIssue } from './wait-for-next-issue.ts';
import { refuseUnready } from './write-newsletter.ts';

/**
 * Activates a newsletter: contacts can be subscribed from their cards, and its next occurrence leaves. What fell due while
 * it was inactive is no issue of it. One that is active stays so.
 *
 * @throws {Refusal} missing, not-allowed (5.6-4), newsletter-not-ready with its first remark.
 */
export async function activateNewsletter(tx: Transaction, actor: Actor, newsletterId: string): Promise<void> {
	const newsletter = await lockOwnNewsletter(tx, actor, newsletterId);
	if (newsletter.activatedAt) return;
	refuseUnready({ ...newsletter, recurrence: parseRecurrence(newsletter.recurrence) }, tx.at);
	await tx.db.newsletter.updateMany({
		where: { id: newsletterId },
		data: { activatedAt: tx.at, changedAt: tx.at },
	});
	await waitForNextIssue(tx, newsletter);
	await recordEvent(tx, { kind: 'newsletter-activated', actor, data: { newsletterId } });
}

/**
 * Deactivates a newsletter: no occurrence of it leaves any more, and of an issue that leaves now nothing more does until somebody
 * resumes it on its page. Its list stays as it is.
 *
 * @returns how many issues were paused.
 * @throws {Refusal} missing, not-allowed (5.6-4).
 */
export async function deactivateNewsletter(
	tx: Transaction,
	actor: Actor,
	newsletterId: string,
): Promise<{ paused: number }> {
	const paused = await pauseLeavingIssues(tx, actor, newsletterId);
	const newsletter = await lockOwnNewsletter(tx, actor, newsletterId);
	if (!newsletter.activatedAt) return { paused };
	await tx.db.newsletter.updateMany({
		where: { id: newsletterId },
		data: { activatedAt: null, nextDate: null, nextAt: null, changedAt: tx.at },
	});
	await recordEvent(tx, { kind: 'newsletter-deactivated', actor, data: { newsletterId } });
	return { paused };
}

/**
 * Deletes a newsletter: it stands in no list any more and nothing of it leaves. Its issues stay in the history, and the links of
 * their mails go on working (5.7-7).
 *
 * @throws {Refusal} missing, not-allowed (5.6-4).
 */
export async function deleteNewsletter(tx: Transaction, actor: Actor, newsletterId: string): Promise<void> {
	await pauseLeavingIssues(tx, actor, newsletterId);
	await lockOwnNewsletter(tx, actor, newsletterId);
	await tx.db.newsletter.updateMany({
		where: { id: newsletterId },
		data: { activatedAt: null, nextDate: null, nextAt: null, deletedAt: tx.at, changedAt: tx.at },
	});
	await recordEvent(tx, { kind: 'newsletter-deleted', actor, data: { newsletterId } });
}
