import type { AuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import type { Database } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Licence } from '#prisma/generated/client/client.ts';
import { hashOfToken, subscriptionOfToken } from './link-token.ts';

/** What the page of an invitation says before it is accepted. */
export interface OpenInvitation {
	subscriptionName: string;
	email: string;
	firstName: string;
	lastName: string;
	licence: Licence;
}

/**
 * Reads the invitation behind a link. An accepted one whose sign-in is missing was interrupted, and is still open.
 *
 * @param now wall clock.
 * @throws {Refusal} link-over for anything that opens nothing (any more): it does not say why.
 */
export async function readInvitation(
	room: { database: Database; authenticationDatabase: AuthenticationDatabase },
	token: string,
	now: Date,
): Promise<OpenInvitation> {
	const subscriptionId = subscriptionOfToken(token);
	if (!subscriptionId) throw new Refusal('not-found', 'link-over');
	const { isAccepted, ...invitation } = await readRow(room.database, subscriptionId, token, now);
	const { email } = invitation;
	const signIn =
		isAccepted && (await room.authenticationDatabase.user.findFirst({ where: { subscriptionId, email } }));
	if (signIn) throw new Refusal('not-found', 'link-over');
	return invitation;
}

function readRow(
	database: Database,
	subscriptionId: string,
	token: string,
	now: Date,
): Promise<OpenInvitation & { isAccepted: boolean }> {
	return database.inSubscription(subscriptionId, async ({ db }) => {
		const row = await db.invitation.findUnique({ where: { tokenHash: hashOfToken(token) } });
		const subscription = await db.subscription.findUnique({
			where: { id: subscriptionId },
			select: { name: true },
		});
		if (!row || !subscription || row.expiresAt <= now) throw new Refusal('not-found', 'link-over');
		const { email, firstName, lastName, licence } = row;
		return {
			subscriptionName: subscription.name,
			email,
			firstName,
			lastName,
			licence,
			isAccepted: row.acceptedAt !== null,
		};
	});
}
