import { createHash, randomBytes } from 'node:crypto';
import { uuidOfHex } from '#platform/uuid.ts';

const SECRET_BYTES = 32;
const SUBSCRIPTION_BYTES = 16;

/** A one-time link's secret. Only its hash is stored, so that the database opens nothing. */
export interface LinkToken {
	/** Goes into the address, once. */
	token: string;
	hash: Uint8Array<ArrayBuffer>;
}

/** A token; it names the subscription it belongs to, since nobody else could find the row behind row-level security. */
export function createLinkToken(subscriptionId?: string): LinkToken {
	const subscription = Buffer.from((subscriptionId ?? '').replaceAll('-', ''), 'hex');
	const token = Buffer.concat([subscription, randomBytes(SECRET_BYTES)]).toString('base64url');
	return { token, hash: hashOfToken(token) };
}

/** What is stored of a token. */
export function hashOfToken(token: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(token).digest());
}

/** The subscription that a token names; undefined for anything that was never a token of an invitation. */
export function subscriptionOfToken(token: string): string | undefined {
	if (!/^[\w-]{64}$/.test(token)) return undefined;
	const bytes = Buffer.from(token, 'base64url');
	if (bytes.length !== SUBSCRIPTION_BYTES + SECRET_BYTES) return undefined;
	return uuidOfHex(bytes.subarray(0, SUBSCRIPTION_BYTES).toString('hex'));
}
