import { z } from 'zod';
import { nameOf } from '#domain/values/person-name.ts';
import type { Database } from '#platform/database/database.ts';
import { isUniqueViolation } from '#platform/database/failures.ts';
import { Refusal } from '#platform/refusal.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { hashOfToken, subscriptionOfToken } from './link-token.ts';
import { newPassword, personName } from '#domain/values/person-form.ts';
import { giveSignIn, type SignInRoom } from './sign-in-of-user.ts';
import { line } from '#domain/values/line.ts';

export const acceptanceSchema = z.object({
	token: line(200).min(1),
	firstName: personName,
	lastName: personName,
	password: newPassword,
	language: z.enum(LANGUAGE_CODES),
});

export type Acceptance = z.output<typeof acceptanceSchema>;

/**
 * Accepts an invitation: its user is created with the licence it names, then the sign-in. The link is used up once the
 * sign-in exists.
 *
 * @param now wall clock.
 * @returns the address to sign in with.
 * @throws {Refusal} link-over, address-taken (in this or another subscription: an address signs in to one).
 */
export async function acceptInvitation(
	{ database, ...room }: SignInRoom & { database: Database },
	{ token, firstName, lastName, password, language }: Acceptance,
	now: Date,
): Promise<{ email: string }> {
	const subscriptionId = subscriptionOfToken(token);
	if (!subscriptionId) throw new Refusal('not-found', 'link-over');
	const user = await database
		.inSubscription(subscriptionId, async (tx) => {
			const invitation = await tx.db.invitation.findUnique({ where: { tokenHash: hashOfToken(token) } });
			if (!invitation || invitation.expiresAt <= now) throw new Refusal('not-found', 'link-over');
			const { email, licence } = invitation;
			const begun = await tx.db.user.findFirst({ where: { email }, select: { id: true, email: true } });
			if (invitation.acceptedAt) return begun;
			await tx.db.invitation.update({ where: { tokenHash: hashOfToken(token) }, data: { acceptedAt: now } });
			return tx.db.user.create({
				data: { subscriptionId, email, firstName, lastName, licence },
				select: { id: true, email: true },
			});
		})
		.catch((error: unknown) => {
			throw isUniqueViolation(error) ? new Refusal('conflict', 'address-taken') : error;
		});
	if (!user) throw new Refusal('not-found', 'link-over');
	await giveSignIn(room, {
		userId: user.id,
		subscriptionId,
		email: user.email,
		name: nameOf({ firstName, lastName }),
		password,
		language,
	});
	return { email: user.email };
}
