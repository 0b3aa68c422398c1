import { createAuthentication } from '#platform/authentication/authentication.ts';
import { openAuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createSignIn } from '#platform/authentication/create-sign-in.ts';
import type { NewSignIn } from '#platform/authentication/create-sign-in.ts';
import type { Config } from '#platform/config.ts';
import {
	CADRELUNE_NEWCOMERS,
	CADRELUNE_USERS,
	DEMO_SIGN_IN_PASSWORD,
	DEMO_SUPPORT,
	ORGEVANE,
} from '../demo/subscriptions.ts';
import type { DemoUserKey } from '../demo/subscriptions.ts';
import { CADRELUNE_ID, cadreluneIdOf, cadreluneUserId } from './cadrelune.ts';
import { demoId } from './demo-id.ts';
import { ORGEVANE_ID } from './orgevane.ts';
import { SUPPORT_ID } from './shared-rows.ts';

/** Lets the demo users sign in. Whoever can already is left alone, password and language included. */
export async function writeSignIns({
	database,
	masterKey,
	publicUrl,
}: Pick<Config, 'masterKey' | 'publicUrl'> & { database: { url: string } }): Promise<void> {
	const authenticationDatabase = openAuthenticationDatabase(database.url);
	try {
		const authentication = createAuthentication({ database: authenticationDatabase, masterKey, publicUrl });
		for (const person of people()) {
			const { userId } = person;
			if (await authenticationDatabase.user.findFirst({ where: { userId } })) continue;
			await createSignIn(authentication, person);
		}
	} finally {
		await authenticationDatabase.$disconnect();
	}
}

function people(): NewSignIn[] {
	const signIn = (
		user: { address: string; firstName: string; lastName: string },
		userId: string,
		subscriptionId: string | null,
	): NewSignIn => ({
		userId,
		subscriptionId,
		email: user.address,
		name: `${user.firstName} ${user.lastName}`,
		password: DEMO_SIGN_IN_PASSWORD,
	});
	return [
		...(Object.keys(CADRELUNE_USERS) as DemoUserKey[]).map((key) =>
			signIn(CADRELUNE_USERS[key], cadreluneUserId(key), CADRELUNE_ID),
		),
		...CADRELUNE_NEWCOMERS.map((user) => signIn(user, cadreluneIdOf(user.address), CADRELUNE_ID)),
		signIn(ORGEVANE.user, demoId('orgevane', 'user', ORGEVANE.user.address), ORGEVANE_ID),
		signIn(DEMO_SUPPORT, SUPPORT_ID, null),
	];
}
