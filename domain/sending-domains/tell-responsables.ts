import { notify } from '#domain/notifications/notify.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import type { DomainTurn } from '#mail/deliverability/domain-changes.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * A domain that was right lacks something, or lacks nothing any more: those who administer are told, once a turn. What they
 * were told of its fault counts as treated when it is over.
 *
 * @param mailboxId Of one of its senders; null: none of them is read.
 */
export async function tellResponsables(
	tx: Transaction,
	{ domain, mailboxId, turn }: { domain: string; mailboxId: string | null; turn: DomainTurn },
): Promise<void> {
	if (turn === 'mended')
		await resolveNotifications(tx, { kind: 'domain-broken', data: { path: ['domain'], equals: domain } });
	if (mailboxId === null) return;
	const kind = turn === 'broken' ? 'domain-broken' : 'domain-right';
	const responsables = await tx.db.user.findMany({
		where: { licence: 'responsable', deactivatedAt: null },
		select: { id: true },
		orderBy: { id: 'asc' },
	});
	for (const { id: userId } of responsables) await notify(tx, { userId, kind, mailboxId, data: { domain } });
}
