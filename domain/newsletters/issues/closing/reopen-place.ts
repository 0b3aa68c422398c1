import type { Actor } from '#domain/values/actor.ts';
import { undoEffects, type UndoOutcome } from '#domain/automations/undo/undo-event.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

/** The lines of the outcomes that a received mail decided: their automations name them as their cause. */
export async function outcomesOfMessage(tx: Transaction, messageId: string): Promise<string[]> {
	const decided = await tx.db.issueOutcome.findMany({ where: { messageId }, select: { eventId: true } });
	return decided.flatMap(({ eventId }) => eventId ?? []);
}

/**
 * A received mail does not say what it was taken for (5.6-9): what it decided about a recipient is open again, and its automations
 * are undone as far as their effects still stand. What became of her since decides next; where her issue is closed, she did
 * nothing. `lockEffectsOf` of its lines came before.
 */
export async function reopenPlaces(
	tx: Transaction,
	actor: Actor,
	{ messageId, causeId }: { readonly messageId: string; readonly causeId: string },
): Promise<UndoOutcome[]> {
	const decided = await tx.db.issueOutcome.findMany({ where: { messageId } });
	const undone: UndoOutcome[] = [];
	for (const { issueId, place, eventId } of decided) {
		await tx.db.issueOutcome.deleteMany({ where: { issueId, place } });
		if (!eventId) continue;
		undone.push(...(await undoEffects(tx, actor, { causeEventId: eventId })));
		await resolveNotifications(tx, { eventId });
		const line = await tx.db.event.findFirst({ where: { id: eventId } });
		if (!line) continue;
		const { companyId, contactId, sendId, data } = line;
		const { newsletterId } = data as { newsletterId: string };
		const told = { companyId, contactId, sendId, messageId, actor, causeId, data: { newsletterId, issueId } };
		await recordEvent(tx, { kind: 'issue-outcome-reopened', ...told });
	}
	return undone;
}
