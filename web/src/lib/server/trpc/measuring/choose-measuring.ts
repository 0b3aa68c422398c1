import {
	chooseMeasuring as choose,
	measuringChoiceSchema,
} from '#domain/tracking/choices/choose-measuring.ts';
import { userProcedure } from '../builders.ts';

/** Records what a contact said about being measured (D-67), as she said it to a colleague. */
export const chooseMeasuring = userProcedure
	.input(measuringChoiceSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => choose(tx, { ...input, actor: ctx.actor })));
