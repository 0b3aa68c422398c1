import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { NewsletterIssue } from '#prisma/generated/client/client.ts';

/**
 * The issue that somebody acts on, held alone: no window of it is armed meanwhile, and what is read of its windows is the truth.
 *
 * @throws {Refusal} missing; not-yours: only a *responsable* or the newsletter's owner acts on it.
 */
export async function lockOwnIssue(tx: Transaction, actor: Actor, issueId: string): Promise<NewsletterIssue> {
	await tx.lockIssues([issueId], 'update');
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId },
		include: { newsletter: { select: { ownerId: true } } },
	});
	if (!issue) throw new Refusal('not-found', 'missing');
	const { newsletter, ...row } = issue;
	if (actor.licence !== 'responsable' && newsletter.ownerId !== actor.userId)
		throw new Refusal('forbidden', 'issue-not-yours');
	return row;
}
