import {
	companyFiltersSchema,
	countCompanies,
	listCompanies as list,
} from '#domain/companies/list-companies.ts';
import { userProcedure } from '../builders.ts';

/** A page of companies, and how many the filters find in all. */
export const listCompanies = userProcedure.input(companyFiltersSchema).query(({ ctx, input }) =>
	ctx.inSubscription(async (tx) => ({
		...(await list(tx, ctx.actor, input)),
		count: await countCompanies(tx, ctx.actor, input),
	})),
);
