import type { Actor } from '#domain/values/actor.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { poke } from '#domain/outbox/poke.ts';
import { followDomainsOf } from '#domain/sending-domains/follow-domain.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { lockOwnMailbox, readOwnMailbox } from './own-mailbox.ts';
import { endWatches } from './nudge-watch.ts';
import { voidTests } from './void-tests.ts';

/** What a deletion would do. */
export interface DeletionPreview {
	/** Runs that write from it and would be withdrawn, neutrally. */
	readonly live: number;
	/** Mails of it that stay in the history. */
	readonly mails: number;
}

/** @throws {Refusal} missing; not-allowed. */
export async function previewDeletion(
	tx: Transaction,
	actor: Actor,
	mailboxId: string,
): Promise<DeletionPreview> {
	await readOwnMailbox(tx, actor, mailboxId);
	const live = await tx.db.engagement.count({ where: { mailboxId, endedAt: null } });
	const sent = await tx.db.send.count({ where: { sender: { mailboxId }, sentAt: { not: null } } });
	return { live, mails: sent + (await tx.db.message.count({ where: { mailboxId } })) };
}

/**
 * *Supprimer ce compte mail*: nobody reads it or writes from it any more, its secrets and cursors are gone, its
 * conversations stay. Live runs cannot go on without it: they are withdrawn neutrally (5.2-11), once the person confirmed.
 *
 * @throws {Refusal} missing; not-allowed; mailbox-in-use with `count` live runs, while `withdraw` is not given;
 * mailbox-takes-replies: a relay's replies go there (5.5-4).
 */
export async function deleteMailbox(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, withdraw }: { mailboxId: string; withdraw: boolean },
): Promise<{ withdrawn: number }> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	const relays = await tx.db.sender.count({ where: { replyMailboxId: mailboxId, deletedAt: null } });
	if (relays > 0) throw new Refusal('conflict', 'mailbox-takes-replies');
	// Before any engagement is locked: a watcher that stores a mail holds its fence and then locks engagements.
	await endWatches(tx, mailboxId);
	const live = await tx.db.engagement.findMany({
		where: { mailboxId, endedAt: null },
		select: { id: true },
		orderBy: { id: 'asc' },
	});
	if (live.length > 0 && !withdraw) throw new Refusal('conflict', 'mailbox-in-use', { count: live.length });
	await tx.lock(
		'engagement',
		live.map(({ id }) => id),
	);
	for (const { id } of live) await endEngagement(tx, id, { reason: 'ended-withdrawn', actor });
	await tx.db.mailboxSecret.deleteMany({ where: { mailboxId } });
	await tx.db.mailboxGrant.deleteMany({ where: { mailboxId } });
	await voidTests(tx, mailboxId);
	await tx.db.mailboxFolder.deleteMany({ where: { mailboxId } });
	await tx.db.mailboxReading.deleteMany({ where: { mailboxId } });
	await tx.db.followedDeletions.deleteMany({ where: { mailboxId } });
	await tx.db.signatureProposal.deleteMany({ where: { mailboxId } });
	await tx.db.senderSecret.deleteMany({ where: { sender: { mailboxId } } });
	await tx.db.senderSlot.deleteMany({ where: { sender: { mailboxId } } });
	await tx.db.mailbox.updateMany({
		where: { id: mailbox.id },
		data: { deletedAt: tx.at, state: 'error', errorCode: 'deleted' },
	});
	await recordEvent(tx, { kind: 'mailbox-deleted', mailboxId, actor, data: {} });
	await poke(tx, 'mailbox', mailboxId);
	await followDomainsOf(tx, mailboxId);
	return { withdrawn: live.length };
}
