import type { NewsletterIssue, Newsletter, Prisma } from '#prisma/generated/client/client.ts';
import { pokeAll, poke } from '#domain/outbox/poke.ts';
import { noteDomainsOfIssue } from '#domain/tracking/filters/recipient-domains.ts';
import type { Transaction } from '#platform/database/database.ts';
import { isForgotten } from './doubt-restored.ts';
import { tellOwner } from './tell-owner.ts';
import { writeRecipients } from './write-recipients.ts';

/** What was rendered of a newsletter's content, as it was read by `contentToPrepare`. */
export interface PreparedContent {
	/** Of the newsletter that was read. */
	readonly version: number;
	/** The variables that the content names. */
	readonly variables: readonly string[];
	/** In their order, from number 1. */
	readonly links: readonly { readonly number: number; readonly url: string; readonly isTracked: boolean }[];
}

/**
 * Reads what an issue is to be made of.
 *
 * @returns undefined where it is not to be prepared: it is prepared already, paused or stopped, or it asks whether it may leave,
 * since nobody changed the content after the issue before (5.7-10) or it may have left before a restore.
 */
export async function contentToPrepare(tx: Transaction, issueId: string): Promise<Newsletter | undefined> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId, state: 'preparing' },
		include: { newsletter: true },
	});
	if (!issue) return undefined;
	const { newsletter } = issue;
	const isConfirmed = issue.reason === 'issue-confirmed';
	const isRestored = !isConfirmed && (await isForgotten(tx, issue.createdAt));
	if (!isRestored && !(await isOfBefore(tx, issue, newsletter))) return newsletter;
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId, state: 'preparing' },
		data: {
			...{ state: 'asking', nextLookAt: null },
			reason: isRestored ? 'issue-restored' : 'issue-same-content',
		},
	});
	await tellOwner(tx, issueId, 'issue-asks');
	return undefined;
}

/** Whether nobody changed the content since the newsletter's last issue, and nobody said that it may leave all the same. */
async function isOfBefore(
	tx: Transaction,
	{ id, reason }: Pick<NewsletterIssue, 'id' | 'reason'>,
	{ id: newsletterId, repeatsContent, contentChangedAt }: Newsletter,
): Promise<boolean> {
	if (repeatsContent || reason === 'issue-confirmed') return false;
	const before = await tx.db.newsletterIssue.findFirst({
		where: { newsletterId, id: { not: id }, snapshotAt: { not: null } },
		orderBy: { snapshotAt: 'desc' },
		select: { snapshotAt: true },
	});
	return before?.snapshotAt != null && contentChangedAt <= before.snapshotAt;
}

/**
 * The snapshot: content, recipients in the order of their places, a part for each sender, in one transaction with limits of its
 * own. It holds nothing that anybody waits for until its end; what happens meanwhile is asked again when a mail is armed.
 *
 * @returns false where it was prepared, stopped or changed meanwhile: it is looked at anew.
 */
export async function prepareIssue(
	tx: Transaction,
	issueId: string,
	content: PreparedContent,
): Promise<boolean> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId, snapshotAt: null, state: 'preparing' },
		include: { newsletter: true },
	});
	if (!issue || issue.newsletter.version !== content.version) return false;
	const { newsletter } = issue;
	const { subject, previewText, imprint, language } = newsletter;
	await tx.db.issueLink.createMany({
		data: content.links.map((link) => ({ subscriptionId: tx.subscriptionId, issueId, ...link })),
	});
	const { recipients, parts } = await writeRecipients(tx, {
		issueId,
		newsletter,
		variables: content.variables,
	});
	await tx.lockIssues([issueId], 'update');
	const { state } = await tx.db.newsletterIssue.findFirstOrThrow({ where: { id: issueId } });
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId },
		data: {
			...{ subject, previewText, imprint, language, recipients, snapshotAt: tx.at, reason: null },
			content: newsletter.content as Prisma.InputJsonValue,
			onSuccess: newsletter.onSuccess as Prisma.InputJsonValue,
			onFailure: newsletter.onFailure as Prisma.InputJsonValue,
			...(state === 'preparing' ? { state: 'leaving' } : {}),
		},
	});
	await pokeAll(tx, 'part', parts);
	await poke(tx, 'issue', issueId);
	// Last: a mail of a sequence to a domain that is noted for the first time waits for this commit.
	await noteDomainsOfIssue(tx, issueId);
	return true;
}
