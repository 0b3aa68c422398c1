import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';

/** What a *responsable* sets for everybody. */
export const subscriptionSettingsSchema = z.object({
	/** 5.6-4 */
	onlyResponsablesWriteSequences: z.boolean(),
	/** 5.2-7: an engagement that ended so many days ago still asks before the same sequence begins anew. */
	recentEngagementDays: z.int().min(0).max(3_650),
	latenessHours: z.int().min(1).max(720),
	lateBatchSize: z.int().min(0).max(10_000),
});

export type SubscriptionSettings = z.output<typeof subscriptionSettingsSchema>;

/** The settings of this subscription, with its name and its zone. */
export async function readSubscriptionSettings(
	tx: Transaction,
): Promise<SubscriptionSettings & { name: string; timeZone: string }> {
	return tx.db.subscription.findUniqueOrThrow({
		where: { id: tx.subscriptionId },
		select: {
			name: true,
			timeZone: true,
			onlyResponsablesWriteSequences: true,
			recentEngagementDays: true,
			latenessHours: true,
			lateBatchSize: true,
		},
	});
}

/** Writes all of them; runs meet the new ones at their next look. */
export async function changeSubscriptionSettings(
	tx: Transaction,
	settings: SubscriptionSettings,
): Promise<void> {
	await tx.db.subscription.update({ where: { id: tx.subscriptionId }, data: settings });
}
