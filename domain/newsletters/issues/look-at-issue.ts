import type { NewsletterIssue, Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What a look at an issue answers its run. */
export interface IssueLook {
	readonly ended: boolean;
	readonly reason: string;
	/** When it is looked at again at the latest; null: something happens first. */
	readonly until: Date | null;
	/** Its content and its recipients are to be written down now. */
	readonly isToPrepare?: true;
}

const DAY = 86_400_000;

/**
 * One look at an issue: once each of its parts is done it is observed for the days that the newsletter says, and ends.
 */
export async function lookAtIssue(tx: Transaction, issueId: string): Promise<IssueLook> {
	const issue = await tx.db.newsletterIssue.findFirst({ where: { id: issueId } });
	if (!issue || issue.endedAt) return { ended: true, reason: issue ? 'issue-ended' : 'unknown', until: null };
	switch (issue.state) {
		case 'preparing':
			return { ended: false, reason: 'issue-preparing', until: null, isToPrepare: true };
		case 'leaving':
			if (!(await areAllPartsDone(tx, issueId))) return waits('issue-leaving');
			return observe(tx, issue);
		case 'observing':
			if (issue.observedUntil && issue.observedUntil > tx.at)
				return waits('issue-observing', issue.observedUntil);
			return end(tx, issueId, { state: 'ended', reason: 'issue-ended' });
		case 'stopped':
			if (!(await areAllPartsDone(tx, issueId))) return waits('issue-stopped');
			return end(tx, issueId, {});
		default:
			return waits(issue.state === 'asking' ? 'issue-same-content' : 'issue-paused');
	}
}

function waits(reason: string, until: Date | null = null): IssueLook {
	return { ended: false, reason, until };
}

async function areAllPartsDone(tx: Transaction, issueId: string): Promise<boolean> {
	return (await tx.db.issuePart.count({ where: { issueId, state: { not: 'done' } } })) === 0;
}

/** Its last mail has left or was left out. */
async function observe(
	tx: Transaction,
	{ id, observationDays }: Pick<NewsletterIssue, 'id' | 'observationDays'>,
): Promise<IssueLook> {
	const until = new Date(tx.at.getTime() + observationDays * DAY);
	await tx.db.newsletterIssue.updateMany({
		where: { id, state: 'leaving' },
		data: {
			...{ state: 'observing', reason: null, leftAt: tx.at, observedUntil: until, nextLookAt: until },
		},
	});
	return waits('issue-observing', until);
}

async function end(
	tx: Transaction,
	id: string,
	data: Prisma.NewsletterIssueUpdateManyMutationInput,
): Promise<IssueLook> {
	await tx.db.newsletterIssue.updateMany({
		where: { id },
		data: { ...data, endedAt: tx.at, nextLookAt: null },
	});
	return { ended: true, reason: 'issue-ended', until: null };
}
