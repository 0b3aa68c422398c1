import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * *Rouvrir les envois* of a mailbox that was read back and cannot prove by itself what left, having no Sent folder
 * (5.7-24): support answers for it, in a line that its subscription sees. Asked again, it changes nothing.
 *
 * @throws {Refusal} missing; not-read-back before everything that is there was read.
 */
export async function reopenMailbox(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, incident }: { readonly mailboxId: string; readonly incident: number },
): Promise<void> {
	await tx.lock('mailbox', [mailboxId]);
	const mailbox = await tx.db.mailbox.count({ where: { id: mailboxId } });
	if (mailbox === 0) throw new Refusal('not-found', 'missing');
	const read = await tx.db.mailboxReadBack.findFirst({ where: { mailboxId, incident } });
	if (!read) throw new Refusal('conflict', 'not-read-back');
	if (read.reopenedAt) return;
	await tx.db.mailboxReadBack.updateMany({
		where: { mailboxId, incident },
		data: { reopenedAt: tx.at, reopenedById: actor.userId },
	});
	await recordEvent(tx, { kind: 'support-acted', actor, mailboxId, data: { act: 'reopen-sends' } });
	await pokeMailboxRuns(tx, mailboxId, 'reopened');
}
