import { createPublicKey, generateKeyPairSync, randomUUID, type JsonWebKey } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import type { AuthorityStore } from './authority-store.ts';

/** Signs who somebody is (OpenID Connect Core, 2), and says with which key. */
export interface IdTokens {
	sign(claims: Readonly<Record<string, unknown>>, of: { issuer: string; audience: string }): Promise<string>;
	/** The document that `jwks_uri` names (RFC 7517). */
	keys(): { readonly keys: readonly JsonWebKey[] };
}

const ALGORITHM = 'RS256';
const HOLDS = '1h';

/** The key is made once, at the first need. */
export function createIdTokens(store: AuthorityStore): IdTokens {
	const pem = () =>
		store.once('signing-key', () => {
			const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
			return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		});
	const keyId = () => store.once('signing-key-id', () => randomUUID());
	return {
		async sign(claims, { issuer, audience }) {
			return new SignJWT({ ...claims })
				.setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: keyId() })
				.setIssuer(issuer)
				.setAudience(audience)
				.setIssuedAt()
				.setNotBefore('0s')
				.setExpirationTime(HOLDS)
				.sign(await importPKCS8(pem(), ALGORITHM));
		},
		keys: () => ({
			keys: [
				{
					...createPublicKey(pem()).export({ format: 'jwk' }),
					kid: keyId(),
					use: 'sig',
					alg: ALGORITHM,
				},
			],
		}),
	};
}
