import { parseKeptAutomations, type KeptNewsletterAutomation } from '#domain/automations/automation.ts';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { runAutomations } from '#domain/automations/run-automations.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { isSuccess, type OutcomeCause } from './outcome-causes.ts';

/** What decides about a recipient of an issue. */
export interface PlaceSettled {
	readonly issueId: string;
	readonly place: number;
	readonly cause: OutcomeCause;
	/** The line of the timeline that tells it; undefined: nothing happened, the time is over. */
	readonly causeId?: string | undefined;
	/** The received mail that says it. */
	readonly messageId?: string | undefined;
}

/** What the outcome of a recipient set off. */
export interface PlaceOutcome {
	readonly eventId: string;
	readonly effects: readonly AutomationEffect[];
}

/**
 * Writes what became of a recipient of an issue, once: the first thing that decides stands, whatever comes later. The automations
 * of that outcome run with it, each in the name of whoever configured it; the locks that it takes are a company's alone.
 * After the issue is closed nothing decides any more, and a reply or a click only where the newsletter counts them.
 *
 * @returns undefined where it decides nothing.
 */
export async function settlePlace(tx: Transaction, settled: PlaceSettled): Promise<PlaceOutcome | undefined> {
	const { issueId, place, cause, causeId, messageId = null } = settled;
	const of = await readRecipient(tx, issueId, place);
	if (!of || !counts(of, cause)) return undefined;
	const { contactId, companyId, sendId, newsletterId, ownerId } = of;
	const success = isSuccess(cause);
	const { count } = await tx.db.issueOutcome.createMany({
		data: [
			{ subscriptionId: tx.subscriptionId, issueId, place, isSuccess: success, cause, at: tx.at, messageId },
		],
		skipDuplicates: true,
	});
	if (count === 0) return undefined;
	const told = { companyId, contactId, sendId, messageId, causeId, data: { newsletterId, issueId, cause } };
	const { id: eventId } = await recordEvent(tx, {
		kind: success ? 'issue-succeeded' : 'issue-failed',
		...told,
	});
	await tx.db.issueOutcome.updateMany({ where: { issueId, place }, data: { eventId } });
	const effects: AutomationEffect[] = [];
	for (const [userId, automations] of byAuthor(success ? of.onSuccess : of.onFailure, ownerId)) {
		const because = { eventId, userId, newsletterId, subject: { companyId, contactId } };
		effects.push(...(await runAutomations(tx, because, automations)));
	}
	return { eventId, effects };
}

/** Automations in their order, those of one author that follow each other together; the owner stands for one of a release before. */
function byAuthor(json: unknown, ownerId: string): [userId: string, KeptNewsletterAutomation[]][] {
	const groups: [string, KeptNewsletterAutomation[]][] = [];
	for (const automation of parseKeptAutomations(json)) {
		const userId = automation.configuredById ?? ownerId;
		const last = groups.at(-1);
		if (last?.[0] === userId) last[1].push(automation);
		else groups.push([userId, [automation]]);
	}
	return groups;
}

interface Recipient {
	readonly contactId: string;
	readonly companyId: string;
	readonly sendId: string | null;
	readonly newsletterId: string;
	readonly ownerId: string;
	readonly replySucceeds: boolean;
	readonly clickSucceeds: boolean;
	readonly onSuccess: unknown;
	readonly onFailure: unknown;
}

function counts({ replySucceeds, clickSucceeds }: Recipient, cause: OutcomeCause): boolean {
	if (cause === 'reply') return replySucceeds;
	return cause === 'click' ? clickSucceeds : true;
}

/** Undefined: the issue is closed as far as this place, or the person was erased. */
async function readRecipient(
	tx: Transaction,
	issueId: string,
	place: number,
): Promise<Recipient | undefined> {
	const [row] = await tx.sql<Recipient>`
		SELECT contact.id::text AS "contactId", contact.company_id::text AS "companyId", asked.send_id::text AS "sendId",
			issue.newsletter_id::text AS "newsletterId", newsletter.owner_id::text AS "ownerId",
			issue.reply_succeeds AS "replySucceeds", issue.click_succeeds AS "clickSucceeds", issue.on_success AS "onSuccess",
			issue.on_failure AS "onFailure"
		FROM issue_place asked
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (asked.subscription_id, asked.issue_id)
		JOIN newsletter ON (newsletter.subscription_id, newsletter.id) = (issue.subscription_id, issue.newsletter_id)
		JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
			AND contact.erased_at IS NULL
		WHERE asked.subscription_id = ${tx.subscriptionId}::uuid AND (asked.issue_id, asked.place) = (${issueId}::uuid, ${place})
			AND issue.ended_at IS NULL AND issue.closed_place < asked.place`;
	return row;
}

/** The same of a mail that may be one of an issue; of any other it decides nothing. */
export async function settlePlaceOf(
	tx: Transaction,
	sendId: string,
	settled: Omit<PlaceSettled, 'issueId' | 'place'>,
): Promise<PlaceOutcome | undefined> {
	const send = await tx.db.send.findFirst({ where: { id: sendId }, select: { issueId: true, place: true } });
	if (!send?.issueId || send.place === null) return undefined;
	return settlePlace(tx, { issueId: send.issueId, place: send.place, ...settled });
}
