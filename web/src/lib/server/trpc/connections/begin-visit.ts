import { z } from 'zod';
import { purposeOfPage } from '#domain/connections/purpose-of-page.ts';
import { beginVisit as begin } from '#domain/connections/sign-in-visit.ts';
import { Refusal } from '#platform/refusal.ts';
import { SIGN_IN_RETURN_PATH } from '#platform/world/stand-in-client.ts';
import { userProcedure } from '../builders.ts';

const beginVisitInput = z.object({
	connectionId: z.uuid(),
	/** The provider asks which account, although one is signed in. */
	asksWho: z.boolean().default(false),
	/** By which way mails are to leave; left out: as it stands. */
	delivery: z.enum(['smtp', 'graph']).optional(),
});

/** The address of the provider's page on which one signs in and consents; its answer comes back to this session alone. */
export const beginVisit = userProcedure
	.meta({ answersSecret: true })
	.input(beginVisitInput)
	.mutation(async ({ ctx, input: { connectionId, asksWho, delivery } }) => {
		const { envelopes, signInPages, config } = ctx.services;
		const { sessionId } = ctx.viewer;
		const { vendor, state, challenge, address, ...asked } = await ctx.inSubscription((tx) =>
			begin(tx, envelopes, ctx.actor, { connectionId, sessionId, delivery }),
		);
		const pages = signInPages.get(vendor);
		if (!pages) throw new Refusal('unavailable', 'vendor-not-registered');
		return {
			address: pages.authorisationUrl({
				...{ state, challenge, purpose: purposeOfPage(asked) },
				loginHint: asksWho ? undefined : address,
				redirectUri: `${config.publicUrl}${SIGN_IN_RETURN_PATH}`,
				...(asksWho ? { prompt: 'select_account' as const } : {}),
			}),
		};
	});
