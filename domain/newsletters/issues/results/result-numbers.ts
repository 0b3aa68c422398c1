import { z } from 'zod';
import { VERDICTS } from '#domain/tracking/judge/signs.ts';
import { numberField } from '#domain/values/number-field.ts';

/**
 * What became of a recipient, each counted once: the first that is true of her, in the order of `place-facts.ts`. `refused` is a
 * refusal when the mail was handed over, or a return for good later; acts count where a person did them (5.7-12).
 */
export const FATES = [
	'replied',
	'clicked',
	'opened',
	'none',
	'unsubscribed',
	'refused',
	'complained',
	'uncertain',
	'left-out',
	'waiting',
] as const;
export type Fate = (typeof FATES)[number];

/** What people did with their mail; one may stand in several. */
export const MEASURES = [
	'opens',
	'clicks',
	'replies',
	'successes',
	'unsubscriptions',
	'complaints',
	'refusals',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Measures of hits, which are judged: what no person did stands in columns of its own. */
export const HIT_MEASURES = ['opens', 'clicks'] as const satisfies readonly Measure[];
export type HitMeasure = (typeof HIT_MEASURES)[number];

/** A number that opens its people: `fate-…`, a measure, or all. */
export const RESULT_NUMBERS = [
	'recipients',
	'delivered',
	...MEASURES,
	...FATES.map((fate) => `fate-${fate}` as const),
] as const;
export type ResultNumber = (typeof RESULT_NUMBERS)[number];

/** A number, and of hits whose they were found to be and on which link. */
export const chosenNumberSchema = z.object({
	number: z.enum(RESULT_NUMBERS),
	/** Of opens and clicks: a person’s without it. */
	verdict: z.enum(VERDICTS).default('person'),
	/** Of clicks: the link’s number. */
	link: numberField.optional(),
});
export type ChosenNumber = z.output<typeof chosenNumberSchema>;

/** Below so many people a share says nothing, and none is shown (NOTES of the drawings). */
export const FEWEST_FOR_A_SHARE = 20;
