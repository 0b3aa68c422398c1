import { z } from 'zod';
import { LANGUAGE_CODES, languageCode } from '#domain/values/language-code.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** What a *responsable* sets for everybody. */
export const subscriptionSettingsSchema = z.object({
	/** 5.6-4 */
	onlyResponsablesWriteSequences: z.boolean(),
	/** 5.2-7: an engagement that ended so many days ago still asks before the same sequence begins anew. */
	recentEngagementDays: z.int().min(0).max(3_650),
	latenessHours: z.int().min(1).max(720),
	lateBatchSize: z.int().min(0).max(10_000),
	/** What a new sequence is written in. */
	language: z.enum(LANGUAGE_CODES),
});

export type SubscriptionSettings = z.output<typeof subscriptionSettingsSchema>;

/** The settings of this subscription, with its name and its zone. */
export async function readSubscriptionSettings(
	tx: Transaction,
): Promise<SubscriptionSettings & { name: string; timeZone: string }> {
	const { language, ...settings } = await tx.db.subscription.findUniqueOrThrow({
		where: { id: tx.subscriptionId },
		select: {
			name: true,
			timeZone: true,
			onlyResponsablesWriteSequences: true,
			recentEngagementDays: true,
			latenessHours: true,
			lateBatchSize: true,
			language: true,
		},
	});
	return { ...settings, language: languageCode(language) };
}

/**
 * Writes all of them; runs meet the new ones at their next look.
 *
 * @param input.base the form as the person saw it when she began: what others saved meanwhile stays.
 * @throws {Refusal} changed-meanwhile where both changed the same field.
 */
export async function changeSubscriptionSettings(
	tx: Transaction,
	{ base = {}, ...settings }: SubscriptionSettings & { base?: Record<string, unknown> | undefined },
): Promise<void> {
	const { name: _name, timeZone: _timeZone, ...stored } = await readSubscriptionSettings(tx);
	const { merged, collisions } = mergeEdit<SubscriptionSettings>(base, settings, stored);
	if (collisions.length > 0) throw new Refusal('conflict', 'changed-meanwhile');
	// Nothing locks the row: whoever saved since it was read goes first.
	const { count } = await tx.db.subscription.updateMany({
		where: { id: tx.subscriptionId, ...stored },
		data: merged,
	});
	if (count === 0) throw new Refusal('conflict', 'changed-meanwhile');
}
