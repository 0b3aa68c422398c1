import { z } from 'zod';
import { instantField } from '#domain/values/moment-fields.ts';
import { RUN_KINDS } from '#workflows/contracts/run-ref.ts';
import { hasAnswered } from '../answer-of-run.ts';
import { userProcedure } from '../builders.ts';

const readAnswerInput = z.object({ kind: z.enum(RUN_KINDS), id: z.uuid(), since: instantField });

/** Whether a run has looked since a command: what was *enregistré* is confirmed then. */
export const readAnswer = userProcedure
	.input(readAnswerInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => hasAnswered(tx, input)));
