import { z } from 'zod';
import { readCompany as read } from '#domain/companies/read-company.ts';
import { userProcedure } from '../builders.ts';

const readCompanyInput = z.object({ companyId: z.uuid() });

/** The company sheet. */
export const readCompany = userProcedure
	.input(readCompanyInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input.companyId)));
