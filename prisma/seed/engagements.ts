import { engageContact } from '#domain/engagements/engage/engage-contact.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { daysAfter } from '#domain/values/due-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_ENGAGEMENTS } from '../demo/starting-state.ts';
import { CADRELUNE, CADRELUNE_USERS } from '../demo/subscriptions.ts';
import { cadreluneUserId } from './cadrelune.ts';
import { demoId } from './demo-id.ts';

const NAME = 'cadrelune';

/**
 * Begins the engagements of A.8 by the ordinary path, each in the name of its user and with its warnings confirmed. A
 * second start, on another day too, finds them asked for and changes nothing, whatever became of the runs. Needs the
 * suppression key.
 */
export async function beginEngagements(tx: Transaction): Promise<void> {
	const { subscriptionId } = tx;
	const asked = await tx.db.command.findMany({ where: { kind: 'engage' }, select: { id: true } });
	const isAsked = new Set(asked.map(({ id }) => id));
	const today = dayOf(tx.at, CADRELUNE.timeZone);
	for (const { person, sequence, by, startInDays } of DEMO_ENGAGEMENTS) {
		const requestId = demoId(NAME, 'request', person);
		if (isAsked.has(requestId)) continue;
		const { licence } = CADRELUNE_USERS[by];
		await engageContact(
			tx,
			{ subscriptionId, userId: cadreluneUserId(by), licence },
			{
				requestId,
				contactId: demoId(NAME, 'contact', person),
				sequenceId: demoId(NAME, 'sequence', sequence),
				startOn: startInDays === 0 ? undefined : daysAfter(today, startInDays),
				confirmed: ['confirm-other-sequence', 'confirm-recent', 'confirm-off-target', 'confirm-colleague'],
			},
		);
	}
}
