/** Signing in from our own page: better-auth checks the password and its limit by address, we add ours by account. */
import { AUTHENTICATION_PATH } from '#platform/authentication/authentication.ts';
import { CLIENT_ADDRESS_HEADER } from '#platform/authentication/client-address.ts';
import type { Services } from './services.ts';

export interface Credentials {
	email: string;
	password: string;
	clientAddress: string;
	/** Names the device in the list of sessions. */
	userAgent: string | null;
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

/** Tries one pair of address and password. Says no more of a refusal than that it is one. */
export async function signIn(services: Services, given: Credentials): Promise<SignInOutcome> {
	const { authentication, signInLimit, config } = services;
	const wait = await signInLimit.wait(given.email);
	if (wait > 0) return { kind: 'too-many', wait };
	// Through the handler, not the api object: only the handler applies the limit by address.
	const response = await authentication.handler(
		new Request(`${config.publicUrl}${AUTHENTICATION_PATH}/sign-in/email`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				origin: config.publicUrl,
				'user-agent': given.userAgent ?? '',
				[CLIENT_ADDRESS_HEADER]: given.clientAddress,
			},
			body: JSON.stringify({ email: given.email.trim(), password: given.password }),
		}),
	);
	if (response.status === 429) {
		return { kind: 'too-many', wait: Number(response.headers.get('x-retry-after') ?? 60) * 1_000 };
	}
	if (!response.ok) {
		await signInLimit.recordFailure(given.email);
		return { kind: 'refused' };
	}
	await signInLimit.recordSuccess(given.email);
	return { kind: 'signed-in', cookies: sessionCookies(response.headers) };
}

/** Where to go after signing in: a path of ours, never another site. */
export function safeDestination(wanted: string | null): string {
	if (!wanted?.startsWith('/') || wanted.startsWith('//') || wanted.includes('\\')) return '/';
	return wanted;
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
