/** Signing in from our own page: the limits count the try, better-auth checks the password, the device becomes known. */
import { AUTHENTICATION_PATH } from '#platform/authentication/authentication.ts';
import { CLIENT_ADDRESS_HEADER } from '#platform/authentication/client-address.ts';
import type { Services } from './services.ts';

export interface Credentials {
	email: string;
	password: string;
	clientAddress: string;
	/** Names the device in the list of sessions. */
	userAgent: string | null;
	/** Reads a cookie of the request: the proof of a known device. */
	cookie(name: string): string | undefined;
}

export interface SessionCookie {
	name: string;
	value: string;
	/** Seconds. */
	maxAge: number | undefined;
}

export type SignInOutcome =
	| { kind: 'signed-in'; cookies: SessionCookie[] }
	| { kind: 'refused' }
	/** `wait`: milliseconds until a next try makes sense. */
	| { kind: 'too-many'; wait: number };

type SigningIn = Pick<Services, 'authentication' | 'signInLimit' | 'knownDevices' | 'config'>;

/**
 * Tries one pair of address and password. Says no more of a refusal than that it is one.
 *
 * @throws where the password could not be checked at all; the try then counts for nothing.
 */
export async function signIn(services: SigningIn, given: Credentials): Promise<SignInOutcome> {
	const { authentication, signInLimit, knownDevices, config } = services;
	const email = given.email.trim();
	const device = knownDevices.recognise(email, given.cookie);
	const counted = await signInLimit.count({ email, address: given.clientAddress, device });
	if (counted.kind === 'refused') return { kind: 'too-many', wait: counted.wait };
	const response = await authentication.handler(
		new Request(`${config.publicUrl}${AUTHENTICATION_PATH}/sign-in/email`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				origin: config.publicUrl,
				'user-agent': given.userAgent ?? '',
				[CLIENT_ADDRESS_HEADER]: given.clientAddress,
			},
			body: JSON.stringify({ email, password: given.password }),
		}),
	);
	if (!response.ok && response.status < 500) return { kind: 'refused' };
	await counted.takeBack();
	if (!response.ok) throw new Error(`the password could not be checked: ${response.status}`);
	return {
		kind: 'signed-in',
		cookies: [...sessionCookies(response.headers), knownDevices.prove(email)],
	};
}

/** Cookies that better-auth wants set, for SvelteKit to set them. */
export function sessionCookies(headers: Headers): SessionCookie[] {
	return headers.getSetCookie().map(readCookie);
}

function readCookie(header: string): SessionCookie {
	const [pair = '', ...attributes] = header.split(/;\s*/);
	const equals = pair.indexOf('=');
	const age = attributes.find((one) => one.toLowerCase().startsWith('max-age='));
	return {
		name: pair.slice(0, equals),
		value: pair.slice(equals + 1),
		maxAge: age ? Number(age.slice(8)) : undefined,
	};
}
