import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { holdBack } from '#domain/holds/hold-back.ts';
import { firstReaderOf } from '#domain/notifications/people-of-mailbox.ts';
import { holdForReply, runsHeldByReply } from '#domain/persons/reply-holds.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { LiveRun } from './lock-live-runs.ts';
import { NO_EFFECT, type VerdictEffect } from './verdict-effect.ts';

/** A mail that asks what becomes of runs. */
interface Asking {
	readonly id: string;
	readonly receivedAt: Date;
	readonly mailboxId: string;
}

/**
 * A person wrote: her other runs wait for a choice (5.6-7, 5.7-5). The fact is hers, and what was claimed for the runs that
 * are known is taken back here, so that each of them says so at once.
 *
 * @param of.only the one run that waits, where somebody else than the person wrote.
 * @returns the runs that wait now.
 */
export async function holdRuns(
	tx: Transaction,
	{ id: messageId, receivedAt, mailboxId }: Asking,
	of: { readonly contactId: string; readonly live: readonly LiveRun[]; readonly only?: string },
): Promise<string[]> {
	const { contactId, live, only: engagementId } = of;
	const receivedById = await firstReaderOf(tx, mailboxId);
	await holdForReply(tx, { messageId, contactId, engagementId, receivedAt, receivedById });
	const held = new Set((await runsHeldByReply(tx, contactId)).map(({ id }) => id));
	const waiting = live.map(({ id }) => id).filter((id) => held.has(id));
	for (const id of waiting) {
		await holdBack(tx, { kind: 'engagement', engagementId: id });
		await askGates(tx, id, 'note');
	}
	return waiting;
}

/** The person wrote: whatever else of hers is live waits for a choice (5.7-5). */
export async function holdPerson(
	tx: Transaction,
	message: Asking,
	{ personId, live }: { readonly personId: string | null; readonly live: readonly LiveRun[] },
): Promise<VerdictEffect> {
	if (!personId) return NO_EFFECT;
	return { ...NO_EFFECT, waiting: await holdRuns(tx, message, { contactId: personId, live }) };
}
