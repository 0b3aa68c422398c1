import { z } from 'zod';
import { findRecords as find } from '#domain/companies/find-records.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const findRecordsInput = z.object({ text: line(200) });

/** What the search of the top bar finds: companies and contacts. */
export const findRecords = userProcedure
	.input(findRecordsInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => find(tx, input.text)));
