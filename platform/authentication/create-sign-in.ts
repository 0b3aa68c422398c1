import type { Language } from '#texts/language.ts';
import type { Authentication } from './authentication.ts';

/** A person who shall be able to sign in. */
export interface NewSignIn {
	/** Id of the product's user (or of the support user). */
	userId: string;
	/** Null for support staff, who belong to the installation. */
	subscriptionId: string | null;
	email: string;
	name: string;
	/** At least ten characters; kept as a scrypt hash. */
	password: string;
	language?: Language;
}

/**
 * Lets a person sign in: for the seed, the founding link and invitations. Takes about 100 ms (scrypt).
 *
 * @throws a unique violation (platform/database/failures) where the address or the user signs in already.
 */
export async function createSignIn(authentication: Authentication, person: NewSignIn): Promise<void> {
	const context = await authentication.$context;
	const user = await context.internalAdapter.createUser(
		{
			email: person.email.toLowerCase(),
			name: person.name,
			emailVerified: true,
			userId: person.userId,
			subscriptionId: person.subscriptionId,
			language: person.language ?? 'fr',
		},
		{ method: 'email-password' },
	);
	await context.internalAdapter.linkAccount({
		providerId: 'credential',
		accountId: user.id,
		userId: user.id,
		password: await context.password.hash(person.password),
	});
}
