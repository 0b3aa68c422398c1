import { Context } from '@temporalio/activity';
import { closePage } from '#domain/newsletters/issues/closing/close-page.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';

/**
 * Closes the recipients of an issue page by page, each in a commit of its own that others wait for no longer than for any act. A
 * stretch ends after a while, so that its run hears of it; the next one goes on where it stood.
 */
export async function closeIssue(
	{ database }: Pick<NewsletterDeps, 'database'>,
	{ subscriptionId, id }: RunRef,
): Promise<Look> {
	const { heartbeat, cancellationSignal } = Context.current();
	const end = performance.now() + newsletterLimits.closingStretch;
	for (;;) {
		const more = await database.inSubscription(subscriptionId, (tx) => closePage(tx, id));
		heartbeat();
		if (!more || cancellationSignal.aborted || performance.now() > end)
			return { ended: false, wait: 1, reason: 'issue-observing' };
	}
}
