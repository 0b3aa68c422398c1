import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A domain of links that leave as they are, with all below it: `example.fr`. */
const domainField = z
	.string()
	.trim()
	.toLowerCase()
	.max(253)
	.regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9][a-z0-9-]*[a-z0-9]$/);

export const measuringSettingsSchema = z.object({
	measuresOpens: z.boolean(),
	measuresClicks: z.boolean(),
	excludedDomains: z.array(domainField).max(100),
});

/** What a subscription measures of its mails. */
export type MeasuringSettings = z.output<typeof measuringSettingsSchema>;

/** As long as nobody set them: opens without identity, clicks measured (5.6-29). */
const AT_FIRST: MeasuringSettings = { measuresOpens: false, measuresClicks: true, excludedDomains: [] };

/** The settings of this subscription. */
export async function readMeasuringSettings(tx: Transaction): Promise<MeasuringSettings> {
	const kept = await tx.db.measuringSettings.findFirst({
		select: { measuresOpens: true, measuresClicks: true, excludedDomains: true },
	});
	return kept ?? AT_FIRST;
}

/** Writes them; they hold for mails that are written from now on. */
export async function changeMeasuringSettings(
	tx: Transaction,
	actor: Actor,
	settings: MeasuringSettings,
): Promise<void> {
	const { subscriptionId, at } = tx;
	const excludedDomains = [...new Set(settings.excludedDomains)].sort();
	const data = { ...settings, excludedDomains, changedAt: at, changedById: actor.userId };
	await tx.db.measuringSettings.upsert({
		where: { subscriptionId },
		create: { subscriptionId, ...data },
		update: data,
	});
}
