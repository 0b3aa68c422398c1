import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import type { Licence } from '#prisma/generated/client/client.ts';

/** What a test says of a user; the rest is as usual. */
export interface UserWish {
	readonly id?: string;
	readonly email?: string;
	readonly firstName?: string;
	readonly lastName?: string;
	readonly licence?: Licence;
	readonly signatureHtml?: string;
}

/** The subscription of this transaction, which nobody has written yet. */
export async function createSubscription(
	{ db, subscriptionId }: Transaction,
	name = 'Cadrelune',
): Promise<void> {
	await db.subscription.create({ data: { id: subscriptionId, name } });
}

/** Somebody of this subscription: a salesperson, unless the test says otherwise. */
export async function createUser(
	{ db, subscriptionId }: Transaction,
	{ id = randomUUID(), ...wish }: UserWish = {},
): Promise<string> {
	await db.user.create({
		data: {
			subscriptionId,
			id,
			email: `${id}@cadrelune.example`,
			firstName: 'Camille',
			lastName: 'Dérand',
			licence: 'utilisateur',
			...wish,
		},
	});
	return id;
}
