import { z } from 'zod';
import { addressField } from '#domain/values/address-field.ts';
import { accountLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { Licence } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createLinkToken } from './link-token.ts';
import { personName } from '#domain/values/person-form.ts';

export const invitationSchema = z.object({
	email: addressField,
	firstName: personName,
	lastName: personName,
	licence: z.enum(Licence),
});

export type NewInvitation = z.output<typeof invitationSchema>;

/**
 * Invites a colleague: the answer's token makes the link, which the *responsable* hands over herself (platform mails come
 * later). An older open invitation of the same address stops working.
 *
 * @param now wall clock: links expire in real time.
 * @throws {Refusal} address-taken: somebody of this subscription signs in with it already.
 */
export async function inviteColleague(
	tx: Transaction,
	actor: Actor,
	invitation: NewInvitation,
	now: Date,
): Promise<{ id: string; token: string; expiresAt: Date }> {
	const taken = await tx.db.user.findFirst({ where: { email: invitation.email }, select: { id: true } });
	if (taken) throw new Refusal('conflict', 'address-taken');
	await tx.db.invitation.deleteMany({ where: { email: invitation.email, acceptedAt: null } });
	const { token, hash } = createLinkToken(tx.subscriptionId);
	const expiresAt = new Date(now.getTime() + accountLimits.invitation);
	const { id } = await tx.db.invitation.create({
		data: {
			...invitation,
			subscriptionId: tx.subscriptionId,
			tokenHash: hash,
			invitedById: actor.userId,
			expiresAt,
		},
		select: { id: true },
	});
	return { id, token, expiresAt };
}
