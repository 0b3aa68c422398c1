import { parseNewsletterAutomations } from '#domain/automations/automation.ts';
import type { Transaction } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { LETTERS } from '../place-outcomes.ts';
import type { OutcomeCause } from './outcome-causes.ts';
import { settlePlace } from './settle-place.ts';

/** Her own act alone makes a failure: whom a colleague took off the list did nothing herself. */
const OWN_ACTS = ['link', 'one-click', 'everything'];

interface Closing {
	readonly closedPlace: number;
	readonly recipients: number;
	readonly onFailure: unknown;
}

/**
 * Closes the next page of an issue whose observation is over: whoever got it and has no outcome is a failure, by what happened to
 * her, and the automations of a failure run. Page and progress are one commit: a process that dies between two pages repeats
 * nothing. Without automations only refusals and unsubscriptions are written down; whoever did nothing needs no row.
 *
 * @returns false where nothing is left: the issue has ended, or was never to be closed.
 */
export async function closePage(tx: Transaction, issueId: string): Promise<boolean> {
	const [issue] = await tx.sql<Closing>`
		SELECT closed_place AS "closedPlace", recipients, on_failure AS "onFailure" FROM newsletter_issue
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${issueId}::uuid AND state = 'observing'
			AND observed_until <= ${tx.at} FOR NO KEY UPDATE`;
	if (!issue) return false;
	const acts = parseNewsletterAutomations(issue.onFailure).length > 0;
	const first = issue.closedPlace + 1;
	const last = Math.min(
		issue.recipients,
		issue.closedPlace + (acts ? newsletterLimits.closingActs : newsletterLimits.page),
	);
	const failed = await failuresAmong(tx, issueId, { first, last, withElapsed: acts });
	if (acts) for (const { place, cause } of failed) await settlePlace(tx, { issueId, place, cause });
	else await writeOutcomes(tx, issueId, failed);
	const isOver = last >= issue.recipients;
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId },
		data: {
			closedPlace: Math.max(last, issue.closedPlace),
			...(isOver ? { state: 'ended', reason: 'issue-ended', endedAt: tx.at, nextLookAt: null } : {}),
		},
	});
	return !isOver;
}

interface Failed {
	readonly place: number;
	readonly cause: OutcomeCause;
}

function failuresAmong(
	tx: Transaction,
	issueId: string,
	{
		first,
		last,
		withElapsed,
	}: { readonly first: number; readonly last: number; readonly withElapsed: boolean },
): Promise<Failed[]> {
	const { accepted, rejected, uncertain } = LETTERS;
	return tx.sql<Failed>`
		/* newsletter: close a page */
		WITH answered AS (
			SELECT DISTINCT ON (place) place, letter FROM (
				SELECT held.first_place + at - 1 AS place, held.number, substr(held.outcomes, at, 1) AS letter
				FROM issue_part part
				JOIN issue_window held ON (held.subscription_id, held.part_id) = (part.subscription_id, part.id)
				CROSS JOIN LATERAL generate_series(greatest(held.first_place, ${first}::int) - held.first_place + 1,
					least(held.last_place, ${last}::int) - held.first_place + 1) AS at
				WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
					AND held.first_place <= ${last}::int AND held.last_place >= ${first}::int) element
			WHERE letter IN (${accepted}, ${rejected}, ${uncertain}) ORDER BY place, number DESC
		), failed AS (
			SELECT asked.place, CASE
				WHEN answered.letter = ${rejected} OR answered.letter IS NULL AND send.state = 'rejected' THEN 'refused'
				WHEN hers.unsubscribed_at >= issue.snapshot_at AND hers.unsubscribe_cause = ANY(${OWN_ACTS}::text[]) THEN 'unsubscribed'
				ELSE 'elapsed' END AS cause
			FROM newsletter_issue issue
			JOIN issue_place asked ON (asked.subscription_id, asked.issue_id) = (issue.subscription_id, issue.id)
				AND asked.place BETWEEN ${first}::int AND ${last}::int
			JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
				AND contact.erased_at IS NULL
			LEFT JOIN answered ON answered.place = asked.place
			LEFT JOIN send ON (send.subscription_id, send.issue_id, send.place) = (asked.subscription_id, asked.issue_id, asked.place)
			LEFT JOIN newsletter_subscriber hers ON (hers.subscription_id, hers.newsletter_id, hers.contact_id)
				= (asked.subscription_id, issue.newsletter_id, asked.contact_id)
			LEFT JOIN issue_outcome known ON (known.subscription_id, known.issue_id, known.place)
				= (asked.subscription_id, asked.issue_id, asked.place)
			WHERE issue.subscription_id = ${tx.subscriptionId}::uuid AND issue.id = ${issueId}::uuid AND known.place IS NULL
				AND (answered.letter IS NOT NULL OR send.state IN ('accepted', 'uncertain', 'rejected'))
		)
		SELECT place, cause FROM failed WHERE ${withElapsed}::boolean OR cause <> 'elapsed' ORDER BY place`;
}

async function writeOutcomes(tx: Transaction, issueId: string, failed: readonly Failed[]): Promise<void> {
	if (failed.length === 0) return;
	await tx.sql`
		INSERT INTO issue_outcome (subscription_id, issue_id, place, is_success, cause, at)
		SELECT ${tx.subscriptionId}::uuid, ${issueId}::uuid, place, false, cause, ${tx.at}
		FROM unnest(${failed.map(({ place }) => place)}::int[], ${failed.map(({ cause }) => cause)}::text[]) AS one (place, cause)
		ON CONFLICT DO NOTHING`;
}
