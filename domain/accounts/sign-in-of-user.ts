import type { Authentication } from '#platform/authentication/authentication.ts';
import type { AuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createSignIn, type NewSignIn } from '#platform/authentication/create-sign-in.ts';
import { isUniqueViolation } from '#platform/database/failures.ts';
import { Refusal } from '#platform/refusal.ts';

/** Where sign-ins are made: tables and a role of their own, so that it takes a transaction of its own. */
export interface SignInRoom {
	authentication: Authentication;
	authenticationDatabase: AuthenticationDatabase;
}

/**
 * Gives a user who exists her sign-in. The user's row was committed first, so a start that dies in between leaves a user
 * without a sign-in, and the same link makes it at the next try; a link whose sign-in exists is used up.
 *
 * @throws {Refusal} link-over: the sign-in is there already. address-taken: another sign-in has the address.
 */
export async function giveSignIn(room: SignInRoom, person: NewSignIn): Promise<void> {
	const existing = await room.authenticationDatabase.user.findFirst({
		where: { userId: person.userId },
		select: { id: true },
	});
	if (existing) throw new Refusal('not-found', 'link-over');
	try {
		await createSignIn(room.authentication, person);
	} catch (error) {
		throw isUniqueViolation(error) ? new Refusal('conflict', 'address-taken') : error;
	}
}
