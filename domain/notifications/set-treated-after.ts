import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { poke } from '#domain/outbox/poke.ts';

/** A year: longer than anybody remembers a flag. */
const MOST_HOURS = 8_760;

/**
 * The hours after which a user's notifications count as treated (C1-52); null or 0: never. It applies to new ones; open
 * ones are armed again, from when they were created, only where the user asks for it (5.2-36).
 *
 * @throws Refusal `input` for anything but whole hours up to a year.
 */
export async function setTreatedAfter(
	tx: Transaction,
	input: { userId: string; hours: number | null; rearmOpen: boolean },
): Promise<void> {
	const { userId, hours, rearmOpen } = input;
	if (hours !== null && !(Number.isInteger(hours) && hours >= 0 && hours <= MOST_HOURS))
		throw new Refusal('invalid', 'input');
	const treatedAfterHours = hours || null;
	await tx.db.user.updateMany({ where: { id: userId }, data: { treatedAfterHours } });
	if (!rearmOpen) return;
	await tx.db.$executeRaw`
		UPDATE notification SET treated_due_at = created_at + make_interval(hours => ${treatedAfterHours}::int)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND user_id = ${userId}::uuid AND treated_at IS NULL`;
	await poke(tx, 'notifications', userId);
}
