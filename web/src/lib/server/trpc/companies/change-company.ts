import { z } from 'zod';
import { changeCompany as change } from '#domain/companies/change-company.ts';
import { companySchema } from '#domain/companies/company-form.ts';
import { userProcedure } from '../builders.ts';
import { editedFrom } from '../edited-from.ts';

const changeCompanyInput = z.intersection(
	z.object({ id: z.uuid(), base: editedFrom.optional() }),
	companySchema,
);

/** Writes a company's form. */
export const changeCompany = userProcedure
	.input(changeCompanyInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
