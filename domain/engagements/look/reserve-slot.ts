import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Situation } from '#domain/gates/situation.ts';
import { place, type Placement, type Slot } from '#domain/pace/planner.ts';
import { readCalendar } from '#domain/pace/read-calendar.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * Writes the slot of a send. Where it takes the slot of a first contact, that one moves to the first free slot of its own
 * window; its run learns it at its next look (docs/design/processes.md#planner). The sender is locked.
 */
export async function reserveSlot(
	tx: Transaction,
	facts: RunFacts,
	situation: Situation,
	placement: Placement,
): Promise<void> {
	const { book, wish } = situation;
	await putSlot(tx, facts.senderId, {
		sendId: wish.sendId,
		engagementId: facts.id,
		at: placement.at,
		isFirstContact: wish.isFirstContact,
	});
	if (!placement.takenFrom) return;
	const moved = placement.takenFrom;
	const own = { sendId: wish.sendId, engagementId: facts.id, at: placement.at, isFirstContact: false };
	const slots = [
		...book.slots.filter(({ sendId }) => sendId !== moved.sendId && sendId !== wish.sendId),
		own,
	];
	const calendar = await calendarOf(tx, moved.engagementId);
	const next = calendar && place({ ...book, slots }, { ...moved, calendar }, moved.at, tx.at);
	if (next) await putSlot(tx, facts.senderId, { ...moved, at: next.at });
	else await freeSlot(tx, moved.sendId);
}

async function freeSlot(tx: Transaction, sendId: string): Promise<void> {
	await tx.sql`${slotToFree(tx, sendId)}`;
}

/** The statement that gives a slot back, alone or as a part of a larger one. */
export function slotToFree(tx: Transaction, sendId: string): Prisma.Sql {
	return Prisma.sql`DELETE FROM sender_slot WHERE subscription_id = ${tx.subscriptionId}::uuid AND send_id = ${sendId}::uuid`;
}

async function putSlot(tx: Transaction, senderId: string, slot: Slot): Promise<void> {
	await tx.sql`${slotToPut(tx, senderId, slot)}`;
}

/** The statement that writes a slot, alone or as a part of a larger one. */
export function slotToPut(tx: Transaction, senderId: string, slot: Slot): Prisma.Sql {
	return Prisma.sql`
		INSERT INTO sender_slot (subscription_id, send_id, sender_id, engagement_id, planned_at, is_first_contact)
		VALUES (${tx.subscriptionId}::uuid, ${slot.sendId}::uuid, ${senderId}::uuid, ${slot.engagementId}::uuid,
			${slot.at}, ${slot.isFirstContact})
		ON CONFLICT (subscription_id, send_id) DO UPDATE
		SET sender_id = EXCLUDED.sender_id, planned_at = EXCLUDED.planned_at,
			is_first_contact = EXCLUDED.is_first_contact`;
}

async function calendarOf(tx: Transaction, engagementId: string) {
	const run = await tx.db.engagement.findFirst({
		where: { id: engagementId },
		select: { timeZone: true, version: { select: { windowDays: true, windowFrom: true, windowTo: true } } },
	});
	if (!run) return undefined;
	const { windowDays: days, windowFrom: from, windowTo: to } = run.version;
	return readCalendar(tx, run.timeZone, { days, from, to });
}
