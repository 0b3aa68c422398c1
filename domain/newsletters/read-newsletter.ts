import type { Actor } from '#domain/values/actor.ts';
import { parseNewsletterAutomations } from '#domain/automations/automation.ts';
import { mayWriteSequence } from '#domain/sequences/may-write-sequence.ts';
import { onlyResponsablesWrite } from '#domain/sequences/refuse-unless-writer.ts';
import { languageCode } from '#domain/values/language-code.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { automationAuthors, type AutomationsOfAuthors } from './automation-authors.ts';
import { activationRemarks, type ActivationRemark } from './activation-remarks.ts';
import { letterSchema } from './content/letter.ts';
import type { NewsletterDraft } from './newsletter-draft.ts';
import { readPastIssues, type PastIssue } from './past-issues.ts';
import { countSubscribers, type SubscriberCounts } from './subscribers/subscriber-counts.ts';
import { rhythmOf } from './wait-for-next-issue.ts';

/** A newsletter as its editor opens it. */
export interface NewsletterDetail {
	readonly id: string;
	readonly version: number;
	readonly draft: NewsletterDraft;
	readonly owner: { readonly id: string; readonly name: string };
	/** In whose name each saved automation acts. */
	readonly authors: AutomationsOfAuthors;
	readonly isActive: boolean;
	readonly nextAt: Date | null;
	readonly subscribers: SubscriberCounts;
	/** Its last occurrences, newest first. */
	readonly past: readonly PastIssue[];
	/** What stands against activating it as it is saved. */
	readonly remarks: readonly ActivationRemark[];
	readonly mayWrite: boolean;
}

/** @throws {Refusal} missing: none of this subscription, or it was deleted. */
export async function readNewsletter(tx: Transaction, actor: Actor, id: string): Promise<NewsletterDetail> {
	const row = await tx.db.newsletter.findFirst({
		where: { id, deletedAt: null },
		include: { owner: { select: { id: true, firstName: true, lastName: true } } },
	});
	if (!row) throw new Refusal('not-found', 'missing');
	const { owner, title, repeatsContent, observationDays, replySucceeds, clickSucceeds } = row;
	const { gapMinSeconds, gapMaxSeconds, subject, previewText, imprint } = row;
	const draft: NewsletterDraft = {
		...{ title, repeatsContent, observationDays, replySucceeds, clickSucceeds },
		...{ gapMinSeconds, gapMaxSeconds, subject, previewText, imprint },
		...rhythmOf(row),
		language: languageCode(row.language),
		content: letterSchema.parse(row.content),
		onSuccess: parseNewsletterAutomations(row.onSuccess),
		onFailure: parseNewsletterAutomations(row.onFailure),
	};
	const counts = await countSubscribers(tx, [id]);
	const onlyResponsables = await onlyResponsablesWrite(tx);
	return {
		...{ id, version: row.version, draft, nextAt: row.nextAt, isActive: row.activatedAt !== null },
		owner: { id: owner.id, name: nameOf(owner) },
		authors: await automationAuthors(tx, row),
		subscribers: counts.get(id)!,
		past: await readPastIssues(tx, id),
		remarks: activationRemarks(draft, tx.at),
		mayWrite: mayWriteSequence({ ...actor, ownerId: owner.id, onlyResponsables }),
	};
}
