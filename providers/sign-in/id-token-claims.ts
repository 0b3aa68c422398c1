/**
 * The claims of an id token that came from the token endpoint itself, over TLS: who sent it is known, so that its signature
 * says nothing more (OpenID Connect Core, 3.1.3.7). One for another application is none.
 */
export function idTokenClaims(
	token: unknown,
	clientId: string,
): Readonly<Record<string, unknown>> | undefined {
	const [, payload] = typeof token === 'string' ? token.split('.') : [];
	if (payload === undefined) return undefined;
	try {
		const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
		const isOurs =
			typeof claims === 'object' && claims !== null && 'aud' in claims && claims.aud === clientId;
		return isOurs ? (claims as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** An address of somebody who signed in, as far as anything can be done with it. */
export function addressOf(...candidates: readonly unknown[]): string | undefined {
	return candidates.find(
		(candidate): candidate is string =>
			typeof candidate === 'string' &&
			candidate.length <= 254 &&
			/^[^\s@<>",;:]+@[^\s@<>",;:]+$/.test(candidate),
	);
}
