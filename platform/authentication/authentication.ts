import { hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Logger } from '#platform/logging.ts';
import type { AuthenticationDatabase } from './authentication-database.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';

/** Days a session lives without being used, and how often using it is written down. Wall clock. */
const SESSION_DAYS = 30;
const DAY = 86_400;

/** Where better-auth's own handler is mounted. */
export const AUTHENTICATION_PATH = '/api/auth';

export interface AuthenticationSettings {
	database: AuthenticationDatabase;
	/** Wraps every other key; the one that signs cookies is derived from it. */
	masterKey: Buffer;
	/** Origin under which people reach the product; decides whether cookies are `Secure`. */
	publicUrl: string;
	logger?: Logger;
}

/**
 * Sign-in by password: sessions are rows, so that deleting one signs the device out at once; nobody can make an
 * account from outside. How often somebody may try is counted in `sign-in-limit.ts`.
 */
export function createAuthentication(settings: AuthenticationSettings) {
	return betterAuth({
		baseURL: settings.publicUrl,
		basePath: AUTHENTICATION_PATH,
		secret: Buffer.from(hkdfSync('sha256', settings.masterKey, '', 'refrain sign-in cookies', 32)).toString(
			'hex',
		),
		database: prismaAdapter(settings.database, { provider: 'postgresql', transaction: true }),
		emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
		user: {
			additionalFields: {
				userId: { type: 'string', required: true, input: false },
				subscriptionId: { type: 'string', required: false, input: false },
				language: { type: 'string', required: false, input: true, defaultValue: 'fr' },
			},
		},
		session: { expiresIn: SESSION_DAYS * DAY, updateAge: DAY, cookieCache: { enabled: false } },
		// Its own limit counts successes too, so that a busy office would lock itself out (5.7-23).
		rateLimit: { enabled: false },
		advanced: {
			cookiePrefix: 'refrain',
			// web/server.ts overwrites this header, so a client cannot choose its own address.
			ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
		},
		telemetry: { enabled: false },
		logger: {
			// Without codes and ids of ours a failed sign-in is no news; what breaks is.
			level: 'error',
			log: (level, message) =>
				settings.logger?.[level === 'error' ? 'error' : 'warn']({ message }, 'sign-in'),
		},
	});
}

export type Authentication = ReturnType<typeof createAuthentication>;
