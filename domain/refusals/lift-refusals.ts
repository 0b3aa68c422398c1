import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { pokeParts } from '#domain/outbox/poke-parts.ts';
import { resolveIncident } from '#domain/notifications/resolve-incident.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** What lifted a refusal: a mail that got through, the rate that fell, new settings, a person. */
export type LiftedBy =
	{ readonly by: 'try' | 'rate' } | { readonly by: 'settings' | 'person'; readonly actor: Actor };

/**
 * Refusals that stand are over: one line of the mailbox, what its owner was told counts as treated, and what was held goes on
 * by itself, in its window and at the sender's pace. Lifting what does not stand changes nothing.
 *
 * @returns how many live runs look again.
 */
export async function liftRefusals(
	tx: Transaction,
	senderId: string,
	which: Prisma.SenderRefusalWhereInput,
	how: LiftedBy,
): Promise<number> {
	const actor = 'actor' in how ? how.actor : undefined;
	const { count } = await tx.db.senderRefusal.updateMany({
		where: { ...which, senderId, liftedAt: null },
		data: { liftedAt: tx.at, liftedBy: how.by, liftedById: actor?.userId ?? null, probeSendId: null },
	});
	if (count === 0) return 0;
	await tx.db.send.updateMany({
		where: { senderId, kind: { not: 'step' }, state: 'ready', status: null },
		data: { notBefore: null },
	});
	const { mailboxId } = await tx.db.sender.findFirstOrThrow({ where: { id: senderId } });
	if (mailboxId === null) {
		await pokeParts(tx, { senderId });
		return 0;
	}
	await recordEvent(tx, { kind: 'mailbox-accepted', mailboxId, actor, data: { how: how.by } });
	const standing = await tx.db.senderRefusal.count({
		where: { senderId, liftedAt: null, scope: { not: 'domain' } },
	});
	if (standing === 0) await resolveIncident(tx, mailboxId, 'mailbox-refused');
	return pokeMailboxRuns(tx, mailboxId, 'refused');
}
