import {
	createServer as createPlainServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Vendor } from './account.ts';
import type { AuthorityStore } from './authority-store.ts';
import { createGrants, type Grants, type RegisteredClient } from './grants.ts';
import { createIdTokens } from './id-token.ts';
import { misbehave, type Manner } from './manner.ts';
import { pageLanguage } from './pages/page-words.ts';
import { signInPage, wrongRequestPage } from './pages/sign-in-page.ts';
import { placeOf, type Place } from './places.ts';
import { formOf, respond, sendBack, show } from './respond.ts';
import { scopesOf } from './scopes.ts';
import { nextStep, type Asked, type Done } from './sign-in-flow.ts';
import { GOOGLE_WORDS } from './vendors/google.ts';
import { MICROSOFT_WORDS } from './vendors/microsoft.ts';
import type { VendorWords } from './vendors/vendor-words.ts';

/** The stand-ins for Microsoft and Google: one origin for both, as their paths differ. */
export interface Authority {
	/** Pages and tokens over TLS. */
	readonly tls: Server;
	/** The pages alone, for a browser of this machine, which does not know the world's certificate. */
	readonly pages: Server;
	readonly grants: Grants;
	/** How it answers about tokens from now on. */
	behave(manner: Manner): void;
	/** How often it was asked about tokens. */
	readonly asked: number;
}

const WORDS: Readonly<Record<Vendor, VendorWords>> = { microsoft: MICROSOFT_WORDS, google: GOOGLE_WORDS };

/** Makes the servers; none listens yet. */
export function createAuthority(
	tls: { readonly key: string; readonly cert: string },
	store: AuthorityStore,
	client: RegisteredClient,
	onFault: (error: unknown) => void,
): Authority {
	const grants = createGrants(store, client);
	const idTokens = createIdTokens(store);
	let manner: Manner = 'well';
	let asked = 0;

	async function answer(request: IncomingMessage, response: ServerResponse, door: 'tls' | 'pages') {
		const origin = `${door === 'tls' ? 'https' : 'http'}://${request.headers.host ?? '127.0.0.1'}`;
		const url = new URL(request.url ?? '/', origin);
		const place = placeOf(url.pathname, request.method ?? 'GET');
		// What bears secrets does not cross a line that anybody on it can read.
		if (!place || (door === 'pages' && place.kind !== 'page')) return respond(response, 404, {});
		if (place.kind === 'page') return page(place, url, request, response);
		const form = await formOf(request);
		if (!form) return respond(response, 413, {});
		switch (place.kind) {
			case 'tokens':
				return tokens(place.vendor, withClient(form, request), origin, response);
			case 'revoke': {
				const isEnded = grants.end(form.get('token') ?? url.searchParams.get('token') ?? '');
				return respond(response, isEnded ? 200 : 400, isEnded ? {} : { error: 'invalid_token' });
			}
			case 'introspect':
				return respond(response, 200, grants.introspect(form.get('token') ?? ''));
			case 'token-info': {
				const found = grants.introspect(
					url.searchParams.get('access_token') ?? form.get('access_token') ?? '',
				);
				if (found['active'] !== 'true') return respond(response, 400, { error: 'invalid_token' });
				return respond(response, 200, { ...found, aud: client.id });
			}
			case 'keys':
				return respond(response, 200, idTokens.keys());
			case 'discovery':
				return respond(response, 200, discovery(origin, place));
		}
	}

	async function page(
		{ vendor, consentOf, tenant }: Extract<Place, { kind: 'page' }>,
		{ searchParams: query }: URL,
		request: IncomingMessage,
		response: ServerResponse,
	) {
		const language = pageLanguage(request.headers['accept-language']);
		const fault = faultOfRequest(query, consentOf, client);
		if (fault) return show(response, 400, wrongRequestPage(fault, vendor, language));
		const form = await formOf(request);
		if (!form) return respond(response, 413, {});
		const wish: Asked = {
			vendor,
			consentOf,
			tenant,
			scopes: scopesOf(query.get('scope')),
			loginHint: query.get('login_hint') ?? '',
			prompt: query.get('prompt') ?? '',
			redirectUri: query.get('redirect_uri')!,
			state: query.get('state') ?? '',
			challenge: query.get('code_challenge') ?? '',
		};
		const step = nextStep(wish, doneOf(form), { store, grants, words: WORDS[vendor] });
		if (step.kind === 'back') return sendBack(response, wish.redirectUri, step.query);
		return show(response, 200, signInPage(step, vendor, language));
	}

	async function tokens(vendor: Vendor, form: URLSearchParams, origin: string, response: ServerResponse) {
		asked++;
		if (manner !== 'well') return misbehave(manner, response);
		const found = await grants.answer(vendor, form);
		if (found.kind === 'fault') {
			if (found.fault === 'down') return misbehave('outage', response);
			const { status, body } = WORDS[vendor].refusal(found.fault);
			return respond(response, status, body);
		}
		const tenant = store.tenantOf(found.account.address);
		const ground = { idTokens, tenant, clientId: client.id, origin };
		return respond(response, 200, await WORDS[vendor].tokens(found, ground));
	}

	const listener = (door: 'tls' | 'pages') => (request: IncomingMessage, response: ServerResponse) => {
		answer(request, response, door).catch((error: unknown) => {
			onFault(error);
			response.destroy();
		});
	};
	const secure = createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, listener('tls'));
	// A client that does not trust the world's certificate is no fault of ours.
	secure.on('tlsClientError', () => {});
	return {
		tls: secure,
		pages: createPlainServer(listener('pages')),
		grants,
		behave: (next) => (manner = next),
		get asked() {
			return asked;
		},
	};
}

/** Why a page cannot even send somebody back: who asks, or where to, is not registered. */
function faultOfRequest(
	query: URLSearchParams,
	consentOf: Asked['consentOf'],
	client: RegisteredClient,
): string | undefined {
	if (query.get('client_id') !== client.id) return 'AADSTS700016 · invalid_client';
	if (!client.redirectUris.includes(query.get('redirect_uri') ?? ''))
		return 'AADSTS50011 · redirect_uri_mismatch';
	if (consentOf === 'administrator') return undefined;
	if (query.get('response_type') !== 'code') return 'unsupported_response_type';
	const isS256 = query.get('code_challenge_method') === 'S256';
	return isS256 && /^[\w-]{43}$/.test(query.get('code_challenge') ?? '') ? undefined : 'invalid_request';
}

function doneOf(form: URLSearchParams): Done {
	const act = form.get('act');
	const known = ['choose', 'consent', 'decline', 'leave'] as const;
	return {
		act: known.find((one) => one === act) ?? 'begin',
		account: form.get('account') ?? undefined,
		secondFactor: form.get('second-factor') ?? '',
		ticked: form.getAll('scope'),
		forEverybody: form.get('everybody') === 'yes',
	};
}

/** The client's name and secret may come as a header (RFC 6749, 2.3.1). */
function withClient(form: URLSearchParams, { headers }: IncomingMessage): URLSearchParams {
	const [, encoded] = /^Basic (\S+)$/i.exec(headers.authorization ?? '') ?? [];
	if (encoded === undefined) return form;
	const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':').map(decodeURIComponent);
	form.set('client_id', id);
	form.set('client_secret', secret);
	return form;
}

function discovery(origin: string, place: Extract<Place, { kind: 'discovery' }>): object {
	const base = place.vendor === 'microsoft' ? `${origin}/${place.tenant}` : origin;
	return place.vendor === 'microsoft'
		? {
				issuer: `${base}/v2.0`,
				authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
				token_endpoint: `${base}/oauth2/v2.0/token`,
				jwks_uri: `${base}/discovery/v2.0/keys`,
				end_session_endpoint: `${base}/oauth2/v2.0/logout`,
			}
		: {
				issuer: base,
				authorization_endpoint: `${base}/o/oauth2/v2/auth`,
				token_endpoint: `${base}/token`,
				revocation_endpoint: `${base}/revoke`,
				jwks_uri: `${base}/oauth2/v3/certs`,
			};
}
