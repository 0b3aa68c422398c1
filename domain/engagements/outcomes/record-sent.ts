import { Prisma } from '#prisma/generated/client/client.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Asked } from '#domain/engagements/look/ask-gates.ts';
import { readRunAround, type Surroundings } from '#domain/engagements/look/load-situation.ts';
import { readRunFacts, type RunFacts } from '#domain/engagements/look/run-facts.ts';
import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { AcceptedReply, AcceptedSend, Evidence } from '#domain/sends/record-outcome.ts';
import { noteAccepted } from '#domain/refusals/note-accepted.ts';
import { isAt, moveRunOn } from './move-on.ts';

/** A step that counts as left since just now. */
export interface SentStep {
	readonly engagementId: string;
	readonly sendId: string;
	readonly accepted: AcceptedSend;
}

/**
 * A step left: the server holds it, by its own 250 or by evidence (`send` is `accepted` already). The run moves to the
 * next step, or into its closing delay; its delay counts from then (5.2-9).
 *
 * A late 250 or evidence may come after the run moved on, or ended: then the truth is told and nothing moves twice.
 */
export async function recordSent(tx: Transaction, sent: SentStep): Promise<void> {
	const [, facts] = await Promise.all([
		tx.lock('engagement', [sent.engagementId]),
		readRunFacts(tx, sent.engagementId, 'next'),
	]);
	if (facts) await goOn(tx, facts, sent);
}

/**
 * The same in one go with the acceptance of its send.
 *
 * @param send.recipient whom the mail went to, where that is at hand: what stands about it is asked at once.
 * @returns what the gates say of the run that moved; undefined where it did not.
 */
export async function acceptStep(
	tx: Transaction,
	send: Omit<SentStep, 'accepted'> & { readonly senderId: string; readonly recipient?: string | undefined },
	evidence: Evidence,
	reply?: AcceptedReply,
): Promise<Asked | undefined> {
	const { engagementId, sendId, senderId, recipient } = send;
	const way = recipient === undefined ? undefined : { address: recipient, senderId };
	const [, accepted, { facts, around }] = await Promise.all([
		tx.lock('engagement', [engagementId]),
		recordAccepted(tx, sendId, evidence, reply),
		readRunAround(tx, engagementId, 'next', way),
	]);
	return accepted && facts && goOn(tx, facts, { engagementId, sendId, accepted }, around);
}

async function goOn(
	tx: Transaction,
	read: RunFacts,
	sent: SentStep,
	around?: Surroundings,
): Promise<Asked | undefined> {
	const { engagementId, sendId, accepted } = sent;
	const { position, sentAt } = accepted;
	if (position === null) return undefined;
	const facts = accepted.evidence === 'reply' ? await throughRefusal(tx, read, sendId) : read;
	const also = Prisma.sql`, last_accepted_send_id = ${sendId}::uuid`;
	const [, asked] = await Promise.all([
		tellSent(tx, sent, position, facts),
		isAt(facts, position)
			? moveRunOn(tx, facts, { sentAt }, { around, also })
			: knowAsAccepted(tx, engagementId, sendId),
	]);
	return asked;
}

/** A mail that got through lifts what refused the sender: the next step is asked without it. */
async function throughRefusal(tx: Transaction, facts: RunFacts, sendId: string): Promise<RunFacts> {
	if (facts.refusal === null) return facts;
	await noteAccepted(tx, sendId);
	return { ...facts, refusal: null };
}

/** Nothing of the run moves: its row learns the newest mail that left all the same. */
async function knowAsAccepted(tx: Transaction, engagementId: string, sendId: string): Promise<undefined> {
	await tx.sql`
		UPDATE engagement SET last_accepted_send_id = ${sendId}::uuid
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid`;
}

async function tellSent(
	tx: Transaction,
	{ engagementId, sendId, accepted: { evidence } }: SentStep,
	position: number,
	{ companyId, contactId, stepCount: steps }: RunFacts,
): Promise<void> {
	const subject = { engagementId, companyId, contactId, sendId };
	const data = { position, steps };
	if (evidence === 'reply') await recordEvent(tx, { kind: 'step-sent', ...subject, data });
	else await recordEvent(tx, { kind: 'step-settled', ...subject, data: { ...data, how: 'evidence' } });
}
