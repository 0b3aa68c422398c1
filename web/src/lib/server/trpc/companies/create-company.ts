import { newCompanySchema } from '#domain/companies/company-form.ts';
import { createCompany as create } from '#domain/companies/create-company.ts';
import { userProcedure } from '../builders.ts';

/** Creates a company by hand (5.6-1). */
export const createCompany = userProcedure
	.input(newCompanySchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => create(tx, ctx.actor, input)));
