import { openRefusal, readRefusal } from '#domain/refusals/open-refusal.ts';
import { liftRefusals } from '#domain/refusals/lift-refusals.ts';
import { nextTryOfRefused } from '#domain/refusals/try-pauses.ts';
import { refusingSide } from '#domain/refusals/refusing-side.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { SendFault } from '#domain/sends/send-fault.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * A relay takes nothing more because of us: a wrong password, a From that it refuses, an amount that is used up (5.7-4). It is
 * refused as any sender is: nothing leaves from it before its next try, of one mail, or before somebody changed its settings.
 *
 * @returns false where the fault is no matter of the account: a server that says nothing is tried again soon.
 */
export async function holdRelay(
	tx: Transaction,
	{ partId, senderId }: { readonly partId: string; readonly senderId: string },
	{ fault, reply }: { readonly fault: SendFault; readonly reply?: string | undefined },
): Promise<boolean> {
	const side = refusingSide(fault);
	if (!side) return false;
	const standing = await readRefusal(tx, senderId, null);
	const { code, status } = fault;
	if (standing) {
		const tries = standing.tries + 1;
		await tx.db.senderRefusal.updateMany({
			where: { id: standing.id },
			data: {
				...{ code, side, status: status ?? null, words: reply ?? standing.words, refusedAt: tx.at, tries },
				...{ nextTryAt: nextTryOfRefused(tx.at, tries), probeSendId: null },
			},
		});
	} else {
		const sender = { id: senderId, mailboxId: null };
		const met = { sendId: partId, code, side, status, words: reply, isReported: false, sender };
		await openRefusal(tx, met, null);
	}
	return true;
}

/** A mail of a relay that was refused got through: what held it is lifted, and its other parts look again. */
export async function noteRelayAccepts(tx: Transaction, senderId: string): Promise<void> {
	const standing = await tx.db.senderRefusal.count({ where: { senderId, liftedAt: null, scope: 'sender' } });
	if (standing === 0) return;
	await liftRefusals(tx, senderId, { scope: 'sender' }, { by: 'try' });
	const parts = await tx.db.issuePart.findMany({
		where: { senderId, state: 'blocked' },
		select: { id: true },
	});
	for (const { id } of parts) await poke(tx, 'part', id);
}
