import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { isTimeZone } from '#domain/pace/calendar.ts';
import { changeMailboxSettings as change } from '#domain/mailboxes/change-mailbox-settings.ts';
import { userProcedure } from '../builders.ts';
import { editedFrom } from '../edited-from.ts';
import { line } from '#domain/values/line.ts';

const changeMailboxSettingsInput = z.object({
	mailboxId: z.uuid(),
	base: editedFrom.optional(),
	displayName: line(200).min(1),
	timeZone: line(64).refine(isTimeZone),
	dailyCap: z.int().min(1).max(2_000),
	rampStart: z.int().min(1).max(2_000),
	rampStep: z.int().min(0).max(2_000),
	/** First day of the ramp; null: none. */
	rampSince: dayField.nullable(),
	gapMinSeconds: z.int().min(0).max(3_600),
	gapMaxSeconds: z.int().min(0).max(7_200),
	providerDailyLimit: z.int().min(1).max(100_000).nullable(),
	providerLimitShare: z.int().min(1).max(100),
	uncertainPolicy: z.enum(['silence', 'delivery', 'ask']),
});

/** Changes caps, ramp, gaps and what happens to an uncertain send (5.5-1); its runs are planned anew. */
export const changeMailboxSettings = userProcedure
	.input(changeMailboxSettingsInput)
	.mutation(({ ctx, input: { mailboxId, base, ...settings } }) =>
		ctx.inSubscription((tx) => change(tx, ctx.actor, { mailboxId, base, settings })),
	);
