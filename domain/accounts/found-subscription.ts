import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nameOf } from '#domain/values/person-name.ts';
import { addressField } from '#domain/values/address-field.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { isUniqueViolation } from '#platform/database/failures.ts';
import { Refusal } from '#platform/refusal.ts';
import { uuidOfVersion } from '#platform/uuid.ts';
import { frenchPublicHolidays } from '#domain/closed-days/french-public-holidays.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { hashOfToken } from './link-token.ts';
import { newPassword, personName } from '#domain/values/person-form.ts';
import { giveSignIn, type SignInRoom } from './sign-in-of-user.ts';
import { line } from '#domain/values/line.ts';

export const foundingSchema = z.object({
	token: line(200).min(1),
	subscriptionName: line(200).min(1),
	email: addressField,
	firstName: personName,
	lastName: personName,
	password: newPassword,
	language: z.enum(LANGUAGE_CODES),
});

export type Founding = z.output<typeof foundingSchema>;

/** Years of public holidays that a new subscription begins with, the present one included. */
const YEARS = 6;

/** True while the one-time link of the first start opens something. */
export async function isFoundingLinkOpen(database: Database, token: string): Promise<boolean> {
	return database.inInstallation(async ({ db }) => {
		const link = await db.foundingLink.findUnique({ where: { tokenHash: hashOfToken(token) } });
		return link !== null && link.usedAt === null;
	});
}

/**
 * Uses the one-time link of a first start: creates a subscription with its closed days, its first *responsable*, and her
 * sign-in (issue 3, "Leaving the sandbox"). The subscription's id derives from the token, so that a try which died before
 * the sign-in was made is finished by the next one instead of founding twice.
 *
 * @returns the address to sign in with.
 * @throws {Refusal} link-over, address-taken.
 */
export async function foundSubscription(
	{ database, ...room }: SignInRoom & { database: Database },
	{ token, subscriptionName, email, firstName, lastName, password, language }: Founding,
): Promise<{ email: string }> {
	const subscriptionId = idFromToken(token);
	const user = await database
		.inSubscription(subscriptionId, async (tx) => {
			const { count } = await tx.db.foundingLink.updateMany({
				where: { tokenHash: hashOfToken(token), usedAt: null },
				data: { usedAt: tx.at },
			});
			if (count === 0) return tx.db.user.findFirst({ where: { email }, select: { id: true } });
			await tx.db.subscription.create({ data: { id: subscriptionId, name: subscriptionName, language } });
			await closeFrenchPublicHolidays(tx);
			return tx.db.user.create({
				data: { subscriptionId, email, firstName, lastName, licence: 'responsable' },
				select: { id: true },
			});
		})
		.catch((error: unknown) => {
			throw isUniqueViolation(error) ? new Refusal('conflict', 'address-taken') : error;
		});
	if (!user) throw new Refusal('not-found', 'link-over');
	const name = nameOf({ firstName, lastName });
	await giveSignIn(room, { userId: user.id, subscriptionId, email, name, password, language });
	return { email };
}

/** Preloads the closed days of a subscription (5.2-4). */
export async function closeFrenchPublicHolidays(tx: Transaction): Promise<void> {
	const year = tx.at.getUTCFullYear();
	await tx.db.closedDay.createMany({
		data: frenchPublicHolidays(year, year + YEARS - 1).map((holiday) => ({
			subscriptionId: tx.subscriptionId,
			...holiday,
		})),
		skipDuplicates: true,
	});
}

/** An id from a secret that nobody else has. */
function idFromToken(token: string): string {
	return uuidOfVersion(8, createHash('sha256').update('founding\0').update(token).digest());
}
