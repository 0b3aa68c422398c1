import { z } from 'zod';
import { changeOwnOrganisation } from '#domain/demonstration/own-accounts.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

const changeOrganisationInput = z.object({
	domain: line(253),
	needsAdministrator: z.boolean().optional(),
	/** False: an administrator's consent is forgotten. */
	hasConsented: z.literal(false).optional(),
});

/** Has an organisation at a provider's stand-in leave consent to its administrators, or forget theirs. */
export const changeOrganisation = userProcedure
	.input(changeOrganisationInput)
	.mutation(({ ctx, input: { domain, ...change } }) => changeOwnOrganisation(ctx.worldRoom, domain, change));
