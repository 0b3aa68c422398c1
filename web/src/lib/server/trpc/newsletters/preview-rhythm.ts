import { z } from 'zod';
import { previewRhythm as preview } from '#domain/newsletters/preview-rhythm.ts';
import { CLOSED_DAY_RULES } from '#domain/pace/recurrence/closed-days.ts';
import { recurrenceSchema } from '#domain/pace/recurrence/recurrence.ts';
import { timeZoneField } from '#domain/values/time-zone-field.ts';
import { userProcedure } from '../builders.ts';

const previewRhythmInput = z.object({
	recurrence: recurrenceSchema,
	timeZone: timeZoneField,
	closedDays: z.enum(CLOSED_DAY_RULES),
	count: z.int().min(1).max(24).default(5),
});

/** The next dates of a recurrence while it is being typed. */
export const previewRhythm = userProcedure
	.input(previewRhythmInput)
	.query(({ ctx, input: { count, ...rhythm } }) => ctx.inSubscription((tx) => preview(tx, rhythm, count)));
