import type { Vendor } from './account.ts';
import type { Asked } from './sign-in-flow.ts';

/** What lies at an address of the stand-ins. */
export type Place =
	| {
			readonly kind: 'page';
			readonly vendor: Vendor;
			readonly consentOf: Asked['consentOf'];
			/** Empty at Google. */
			readonly tenant: string;
	  }
	| { readonly kind: 'discovery'; readonly vendor: Vendor; readonly tenant: string }
	| { readonly kind: 'tokens'; readonly vendor: Vendor }
	| { readonly kind: 'keys' | 'revoke' | 'introspect' | 'token-info' };

const google = 'google';
const microsoft = 'microsoft';

/** Google's addresses, which have no tenant, and what Dovecot asks. */
const PLACES: Readonly<Record<string, Place>> = {
	'/o/oauth2/v2/auth': { kind: 'page', vendor: google, consentOf: 'person', tenant: '' },
	'/token': { kind: 'tokens', vendor: google },
	'/revoke': { kind: 'revoke' },
	'/tokeninfo': { kind: 'token-info' },
	'/oauth2/v3/certs': { kind: 'keys' },
	'/.well-known/openid-configuration': { kind: 'discovery', vendor: google, tenant: '' },
	'/introspect': { kind: 'introspect' },
};

/** Microsoft's, behind the tenant. */
function placeOfTenant(tenant: string, path: string): Place | undefined {
	switch (path) {
		case 'oauth2/v2.0/authorize':
			return { kind: 'page', vendor: microsoft, consentOf: 'person', tenant };
		case 'v2.0/adminconsent':
			return { kind: 'page', vendor: microsoft, consentOf: 'administrator', tenant };
		case 'oauth2/v2.0/token':
			return { kind: 'tokens', vendor: microsoft };
		case 'v2.0/.well-known/openid-configuration':
			return { kind: 'discovery', vendor: microsoft, tenant };
		case 'discovery/v2.0/keys':
			return { kind: 'keys' };
		default:
			return undefined;
	}
}

const POSTED = new Set<Place['kind']>(['tokens', 'revoke', 'introspect']);

/** Undefined: nothing lies there, or it is not asked for in this way. */
export function placeOf(path: string, method: string): Place | undefined {
	const [, tenant = '', rest = ''] = /^\/([\w.-]{1,100})\/(.+)$/.exec(path) ?? [];
	const place = Object.hasOwn(PLACES, path) ? PLACES[path] : placeOfTenant(tenant, rest);
	if (!place || (method !== 'GET' && method !== 'POST')) return undefined;
	return POSTED.has(place.kind) && method !== 'POST' ? undefined : place;
}
