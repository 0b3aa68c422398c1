import { z } from 'zod';
import { findRecords as find } from '#domain/companies/find-records.ts';
import { userProcedure } from '../builders.ts';

const findRecordsInput = z.object({ text: z.string().max(200) });

/** What the search of the top bar finds: companies and contacts. */
export const findRecords = userProcedure
	.input(findRecordsInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => find(tx, input.text)));
