import { lookAtNewsletter } from '#domain/newsletters/issues/begin-issue.ts';
import { lookAtIssue } from '#domain/newsletters/issues/look-at-issue.ts';
import { lookAtPart } from '#domain/newsletters/issues/look-at-part.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { closeIssue } from './close-issue.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';
import { prepareIssue } from './prepare-issue.ts';
import { sendWindows } from './send-windows.ts';

/** A look at an issue; before the next one its snapshot is taken (`isToPrepare`), or its recipients are closed (`isToClose`). */
export interface IssueLookAnswer extends Look {
	isToPrepare?: true;
	isToClose?: true;
}

/** A look at a part; `leaves`: what may leave before the next one, and how. */
export interface PartLookAnswer extends Look {
	leaves?: 'windows' | 'errands';
}

/** What `newsletter/<id>`, `issue/<id>` and `part/<id>` do: looks on the queue of runs, snapshots and windows on their own. */
export interface NewsletterActivities {
	lookAtNewsletter(run: RunRef): Promise<Look>;
	lookAtIssue(run: RunRef): Promise<IssueLookAnswer>;
	lookAtPart(run: RunRef): Promise<PartLookAnswer>;
	prepareIssue(run: RunRef): Promise<Look>;
	closeIssue(run: RunRef): Promise<Look>;
	sendWindows(run: RunRef): Promise<Look>;
}

/** The activities over `deps`. */
export function createNewsletterActivities(deps: NewsletterDeps): NewsletterActivities {
	const { database } = deps;
	const { evidenceWindow } = deps.config.sends;
	return {
		lookAtNewsletter: ({ subscriptionId, id }) =>
			database.inSubscription(subscriptionId, async (tx) => {
				const { nextAt } = await lookAtNewsletter(tx, id);
				if (!nextAt) return { ended: true, wait: 1, reason: 'newsletter-over' };
				return { ended: false, wait: waitUntil(tx, nextAt), reason: 'newsletter-waits' };
			}),
		lookAtIssue: ({ subscriptionId, id }) =>
			database.inSubscription(subscriptionId, async (tx) => {
				const { ended, reason, until, isToPrepare, isToClose } = await lookAtIssue(tx, id);
				const acts = { ...(isToPrepare ? { isToPrepare } : {}), ...(isToClose ? { isToClose } : {}) };
				return { ended, wait: waitUntil(tx, until), reason, ...acts };
			}),
		lookAtPart: ({ subscriptionId, id }) =>
			database.inSubscription(subscriptionId, async (tx) => {
				const { ended, reason, until, wait, leaves } = await lookAtPart(tx, id, {
					now: new Date(),
					evidenceWindow,
				});
				return { ended, wait: wait ?? waitUntil(tx, until), reason, ...(leaves ? { leaves } : {}) };
			}),
		prepareIssue: (run) => prepareIssue(deps, run),
		closeIssue: (run) => closeIssue(deps, run),
		sendWindows: (run) => sendWindows(deps, run),
	};
}

/** Milliseconds of domain time until an instant; what knows none is poked, and looks again should the poke be lost. */
function waitUntil(tx: Transaction, instant: Date | null): number {
	return instant ? Math.max(1, instant.getTime() - tx.at.getTime()) : newsletterLimits.lookAgain;
}
