import { createPublicKey } from 'node:crypto';
import { readTags } from './tag-list.ts';

/** A key as it is published (RFC 6376, 3.6.1; RFC 8463). */
export type DkimKey =
	| {
			readonly state: 'sound';
			readonly kind: 'rsa' | 'ed25519';
			readonly bits: number;
			/** `t=y`: the domain is testing, receivers treat its mail as if it were not signed. */
			readonly isTesting: boolean;
	  }
	/** `p=` is empty: whatever is signed with it fails. */
	| { readonly state: 'revoked' }
	/** Meant as a key, and none that a receiver can use. */
	| { readonly state: 'broken' };

/** RFC 8463, 4: what stands in the record is the bare key; this makes it one that is read. */
const ED25519_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Reads a text of a selector's name.
 *
 * @returns undefined for a text that is no key and was not meant as one, as a wildcard's may be.
 */
export function readDkimKey(text: string): DkimKey | undefined {
	// Escaped semicolons and quotes, as some hosts of zones publish them, make no version that receivers know.
	const isMeant = /v\s?=\s?dkim1/i.test(text.slice(0, 40));
	const tags = readTags(text);
	const published = tags?.get('p');
	const version = tags?.get('v')?.toUpperCase() ?? 'DKIM1';
	// Other records have a tag p too: DMARC's is its policy.
	if (published === undefined || version !== 'DKIM1') return isMeant ? { state: 'broken' } : undefined;
	const kind = (tags?.get('k') ?? 'rsa').toLowerCase();
	const base64 = published.replace(/\s/g, '');
	if (base64 === '') return { state: 'revoked' };
	const bytes = /^[a-z0-9+/]+={0,2}$/i.test(base64) ? Buffer.from(base64, 'base64') : undefined;
	const bits =
		bytes && (kind === 'ed25519' ? bitsOfEd25519(bytes) : kind === 'rsa' ? bitsOfRsa(bytes) : undefined);
	if (bits === undefined) return { state: 'broken' };
	const flags = (tags?.get('t') ?? '').split(':').map((flag) => flag.trim());
	return { state: 'sound', kind: kind as 'rsa' | 'ed25519', bits, isTesting: flags.includes('y') };
}

function bitsOfEd25519(bytes: Buffer): number | undefined {
	return bytes.length === 32 && asKey(Buffer.concat([ED25519_HEAD, bytes]), 'spki') ? 256 : undefined;
}

/** RFC 6376 asks for SubjectPublicKeyInfo; a bare RSAPublicKey is in use too and its erratum allows it. */
function bitsOfRsa(bytes: Buffer): number | undefined {
	const key = asKey(bytes, 'spki') ?? asKey(bytes, 'pkcs1');
	return key?.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails?.modulusLength : undefined;
}

function asKey(bytes: Buffer, type: 'spki' | 'pkcs1') {
	try {
		return createPublicKey({ key: bytes, format: 'der', type });
	} catch {
		return undefined;
	}
}
