import type { Cookies } from '@sveltejs/kit';
import { getServices } from './services.ts';
import type { SessionCookie } from './sign-in.ts';

/** Sets what better-auth wants kept, signed as it is (no second encoding). `Secure` follows the public address. */
export function setSessionCookies(cookies: Cookies, wanted: SessionCookie[]): void {
	const secure = getServices().config.publicUrlIsSecure;
	for (const { name, value, maxAge } of wanted) {
		cookies.set(name, value, {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure,
			maxAge,
			encode: (text) => text,
		});
	}
}
