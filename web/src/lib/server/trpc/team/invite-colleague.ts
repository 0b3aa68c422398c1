import { invitationSchema, inviteColleague as invite } from '#domain/accounts/invite-colleague.ts';
import { responsableProcedure } from '../builders.ts';

/** Invites a colleague: the answer holds the link, once. */
export const inviteColleague = responsableProcedure
	.meta({ answersSecret: true })
	.input(invitationSchema)
	.mutation(async ({ ctx, input }) => {
		const { id, token, expiresAt } = await ctx.inSubscription((tx) =>
			invite(tx, ctx.actor, input, new Date()),
		);
		return { id, expiresAt, link: `${ctx.services.config.publicUrl}/invitation/${token}` };
	});
