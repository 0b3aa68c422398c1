import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { makePersonAct as act } from '#domain/demonstration/own-world.ts';
import { IMMEDIATE_BEHAVIOURS, LASTING_BEHAVIOURS } from '#platform/world/control-contract.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';

const makePersonActInput = z.object({
	person: line(320),
	behaviour: z.enum([...IMMEDIATE_BEHAVIOURS, ...LASTING_BEHAVIOURS]),
	text: text(5_000).min(1).optional(),
	days: z.int().min(1).max(365).optional(),
	mailId: numberField.optional(),
	to: line(320).optional(),
});

/** Makes somebody answer, write first, bounce or go away; or a colleague of the sender answer. */
export const makePersonAct = userProcedure
	.input(makePersonActInput)
	.mutation(({ ctx, input: { person, ...what } }) => act(ctx.worldRoom, person, what));
