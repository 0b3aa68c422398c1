import { request } from 'node:http';
import { ConnectError } from '#platform/network/connect-error.ts';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { TokenProvider } from './token-providers.ts';

/** What a provider answers to a refresh token. Tokens stay in memory and never in a log, an error or a history. */
export type TokenAnswer =
	| {
			readonly kind: 'renewed';
			readonly accessToken: string;
			/** Milliseconds for which the access token holds, from before it was asked for. */
			readonly holds: number;
			/** Takes the place of the one that was used; undefined: that one stays. */
			readonly refreshToken: string | undefined;
	  }
	/** The refresh token is over for good (`invalid_grant`): a person must consent anew. */
	| { readonly kind: 'refused' }
	/** Nothing is known of the token; `code` is one of ours, of the guarded connect or of RFC 6749, never the provider's words. */
	| { readonly kind: 'unavailable'; readonly code: string };

/** Milliseconds, and bytes. */
export interface RenewLimits {
	readonly answerWithin: number;
	readonly answerAtMost: number;
}

/** RFC 6749 5.1 recommends `expires_in`; where it is missing the token is taken to hold for so long. */
const HOLDS_WITHOUT_WORD = 300;

/** RFC 6749 5.2; anything else that a provider writes there is not repeated. */
const KNOWN_ERRORS: ReadonlySet<unknown> = new Set([
	'invalid_request',
	'invalid_client',
	'unauthorized_client',
	'unsupported_grant_type',
	'invalid_scope',
]);

/**
 * Asks a provider for a new access token (RFC 6749, section 6), through the guard like any host. It is asked once: an answer
 * that is lost may have used the refresh token up.
 */
export async function renewToken(
	provider: TokenProvider,
	refreshToken: string,
	policy: NetworkPolicy,
	{ answerWithin, answerAtMost }: RenewLimits,
): Promise<TokenAnswer> {
	const signal = AbortSignal.timeout(answerWithin);
	const asked = performance.now();
	try {
		const { status, body } = await post(
			provider,
			refreshToken,
			policy,
			{ answerWithin, answerAtMost },
			signal,
		);
		const answer = answerOf(status, body);
		if (answer.kind !== 'renewed') return answer;
		return { ...answer, holds: Math.max(0, answer.holds - (performance.now() - asked)) };
	} catch (error) {
		if (signal.aborted) return { kind: 'unavailable', code: 'timeout' };
		const code =
			error instanceof ConnectError || error instanceof TooLong ? error.message : 'connection-lost';
		return { kind: 'unavailable', code };
	}
}

class TooLong extends Error {
	constructor() {
		super('answer-too-long');
	}
}

async function post(
	{ tokenUrl, clientId, clientSecret }: TokenProvider,
	refreshToken: string,
	policy: NetworkPolicy,
	{ answerWithin, answerAtMost }: RenewLimits,
	signal: AbortSignal,
): Promise<{ status: number; body: string }> {
	const url = new URL(tokenUrl);
	if (url.protocol !== 'https:') throw new ConnectError('host-refused');
	const target = await resolveGuarded(url.hostname, Number(url.port || 443), policy);
	const socket = await secureSocket(
		await openTcp(target, answerWithin, signal),
		target,
		answerWithin,
		signal,
	);
	const form = new URLSearchParams({
		grant_type: 'refresh_token',
		refresh_token: refreshToken,
		client_id: clientId,
		...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
	}).toString();
	try {
		return await new Promise((resolve, reject) => {
			const asking = request(
				{
					method: 'POST',
					path: url.pathname + url.search,
					// The checked and encrypted connection, and no other: no redirect is followed.
					createConnection: () => socket,
					signal,
					headers: {
						host: url.host,
						accept: 'application/json',
						'content-type': 'application/x-www-form-urlencoded',
						'content-length': Buffer.byteLength(form),
						connection: 'close',
					},
				},
				(answer) => {
					const chunks: Buffer[] = [];
					let size = 0;
					answer.on('data', (chunk: Buffer) => {
						size += chunk.length;
						if (size > answerAtMost) reject(new TooLong());
						else chunks.push(chunk);
					});
					answer.on('error', reject);
					answer.on('end', () =>
						resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
					);
				},
			);
			asking.on('error', reject);
			asking.end(form);
		});
	} finally {
		socket.destroy();
	}
}

function answerOf(status: number, body: string): TokenAnswer {
	const said = objectOf(body);
	if (status === 200) {
		const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = said;
		if (typeof accessToken !== 'string' || !isToken(accessToken))
			return { kind: 'unavailable', code: 'answer-unreadable' };
		const seconds = Number(expiresIn ?? HOLDS_WITHOUT_WORD);
		return {
			kind: 'renewed',
			accessToken,
			holds: (Number.isFinite(seconds) && seconds > 0 ? seconds : HOLDS_WITHOUT_WORD) * 1_000,
			refreshToken: typeof refreshToken === 'string' && isToken(refreshToken) ? refreshToken : undefined,
		};
	}
	// Some answer 401, against RFC 6749 5.2; a page of a proxy that says 400 is no word about the token.
	if (said['error'] === 'invalid_grant' && status >= 400 && status < 500) return { kind: 'refused' };
	const code = KNOWN_ERRORS.has(said['error']) ? String(said['error']) : `http-${status}`;
	return { kind: 'unavailable', code };
}

/** RFC 6749, appendix A: visible characters. Anything else would break out of a login's line. */
function isToken(text: string): boolean {
	return /^[\x20-\x7e]+$/.test(text);
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
	try {
		const parsed: unknown = JSON.parse(body);
		return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}
