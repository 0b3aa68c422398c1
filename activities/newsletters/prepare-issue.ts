import { Context } from '@temporalio/activity';
import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import { analyzeList } from '#domain/newsletters/issues/analyze-list.ts';
import { analyzePlaces } from '#domain/newsletters/issues/analyze-places.ts';
import { contentOf } from '#domain/newsletters/issues/issue-content.ts';
import { contentToPrepare, prepareIssue as writeSnapshot } from '#domain/newsletters/issues/prepare-issue.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { letterSettings } from './letter-settings.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';

const LIMITS = { statement: newsletterLimits.snapshotStatement, transaction: newsletterLimits.snapshot };

/**
 * Takes the snapshot of an issue: its letter is rendered and the statistics are told of its list before anything is locked, then
 * content and recipients are written in one transaction, and the statistics are told of them. To be repeated without harm.
 */
export async function prepareIssue(deps: NewsletterDeps, { subscriptionId, id }: RunRef): Promise<Look> {
	const { database } = deps;
	const { heartbeat } = Context.current();
	const alive = setInterval(() => heartbeat(), newsletterLimits.heartbeat / 3);
	try {
		const newsletter = await database.inSubscription(subscriptionId, (tx) => contentToPrepare(tx, id));
		if (newsletter) {
			const content = contentOf(newsletter);
			const { variables, links } = await renderLetter(content.letter, letterSettings(deps, content, true));
			const { version } = newsletter;
			await database.inSubscription(subscriptionId, (tx) => analyzeList(tx, newsletter.id), LIMITS);
			const isWritten = await database.inSubscription(
				subscriptionId,
				(tx) => writeSnapshot(tx, id, { version, variables, links }),
				LIMITS,
			);
			if (isWritten) await database.inSubscription(subscriptionId, analyzePlaces, LIMITS);
		}
	} finally {
		clearInterval(alive);
	}
	return { ended: false, wait: 1, reason: 'issue-preparing' };
}
