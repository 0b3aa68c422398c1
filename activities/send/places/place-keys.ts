import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { PlaceAtHost } from '#domain/sends/places/place-at-host.ts';
import { providerPlaces } from './provider-places.ts';

/** The server and login of a conversation. */
export interface HostLogin {
	readonly server: { readonly host: string };
	readonly credentials: { readonly user: string };
}

/** Says at which host, as whose, a login needs its place. */
export type PlaceOfLogin = (login: HostLogin) => PlaceAtHost & { readonly host: string };

/**
 * Keyed by the master key, so that what stands in the table tells nobody a name, and all workers of an installation agree.
 *
 * @param perHost Conversations at once of one domain at a host whose provider names no limit.
 */
export function createPlaceKeys(masterKey: Buffer, perHost: number): PlaceOfLogin {
	const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'places at a host', 32)));
	const hashed = (...parts: string[]) => createHmac('sha256', key).update(parts.join('\0')).digest();
	return ({ server, credentials }) => {
		const host = server.host.toLowerCase().replace(/\.$/, '');
		const { places, of } = providerPlaces(host, perHost);
		const login = credentials.user.trim().toLowerCase();
		// A bare user name is one of the host's own people: they count together.
		const domain = login.includes('@') ? login.slice(login.lastIndexOf('@') + 1) : '';
		return {
			host,
			hostKey: hashed(host),
			placeKey: hashed(host, of, of === 'login' ? login : domain),
			places,
		};
	};
}
