import { Prisma } from '#prisma/generated/client/client.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Asked } from '#domain/engagements/look/ask-gates.ts';
import { readRunFacts } from '#domain/engagements/look/run-facts.ts';
import { isAt, moveRunOn } from './move-on.ts';

/**
 * A step left: the server holds it, by its own 250 or by evidence (`send` is `accepted` already). The run moves to the
 * next step, or into its closing delay; its delay counts from `sentAt` (5.2-9).
 *
 * A late 250 or evidence may come after the run moved on, or ended: then the truth is told and nothing moves twice.
 *
 * @returns what the gates say of the run that moved; undefined where it did not.
 */
export async function recordSent(
	tx: Transaction,
	sent: { readonly engagementId: string; readonly sendId: string; readonly sentAt: Date },
): Promise<Asked | undefined> {
	const { engagementId, sendId, sentAt } = sent;
	const [, left, facts] = await Promise.all([
		tx.lock('engagement', [engagementId]),
		readLeftMail(tx, engagementId, sendId),
		readRunFacts(tx, engagementId, 'next'),
	]);
	if (!left || !facts) return undefined;
	const [, asked] = await Promise.all([
		tellSent(tx, sent, left, facts),
		isAt(facts, left.position)
			? moveRunOn(tx, facts, { sentAt }, Prisma.sql`, last_accepted_send_id = ${sendId}::uuid`)
			: knowAsAccepted(tx, engagementId, sendId),
	]);
	return asked;
}

interface LeftMail {
	readonly position: number;
	readonly evidence: string | null;
}

async function readLeftMail(
	tx: Transaction,
	engagementId: string,
	sendId: string,
): Promise<LeftMail | undefined> {
	const [left] = await tx.sql<LeftMail>`
		SELECT position, evidence FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${sendId}::uuid
			AND engagement_id = ${engagementId}::uuid AND position IS NOT NULL`;
	return left;
}

/** Nothing of the run moves: its row learns the newest mail that left all the same. */
async function knowAsAccepted(tx: Transaction, engagementId: string, sendId: string): Promise<undefined> {
	await tx.sql`
		UPDATE engagement SET last_accepted_send_id = ${sendId}::uuid
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid`;
}

async function tellSent(
	tx: Transaction,
	{ engagementId, sendId }: { readonly engagementId: string; readonly sendId: string },
	{ position, evidence }: LeftMail,
	{ companyId, contactId, stepCount: steps }: { companyId: string; contactId: string; stepCount: number },
): Promise<void> {
	const subject = { engagementId, companyId, contactId, sendId };
	const data = { position, steps };
	if (evidence === 'reply' || evidence === null) await recordEvent(tx, { kind: 'step-sent', ...subject, data });
	else await recordEvent(tx, { kind: 'step-settled', ...subject, data: { ...data, how: 'evidence' } });
}
