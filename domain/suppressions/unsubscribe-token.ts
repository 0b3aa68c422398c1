import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { uuidOfHex } from '#platform/uuid.ts';

/** Which mail the link stood in; nothing about the person. */
export interface UnsubscribeClaim {
	readonly subscriptionId: string;
	readonly sendId: string;
}

const VERSION = 1;
const IDS = 32;
const HEAD = 5;
const SIGNATURE = 16;

/**
 * The token of an unsubscribe link: version, key number, the two ids, signed with the newest key of the ring. It is good
 * for ever, since a person may object years later (5.2-14).
 *
 * @returns 71 characters, base64url.
 */
export function signUnsubscribeToken(ring: KeyRing, claim: UnsubscribeClaim): string {
	const head = Buffer.alloc(HEAD);
	head.writeUInt8(VERSION);
	head.writeUInt32BE(ring.newest.number, 1);
	const body = Buffer.concat([head, bytesOf(claim.subscriptionId), bytesOf(claim.sendId)]);
	return Buffer.concat([body, signatureOf(ring.newest.key, body)]).toString('base64url');
}

/** Reads a token; undefined for anything that no key of the ring, old ones included, has signed. */
export function readUnsubscribeToken(ring: KeyRing, token: string): UnsubscribeClaim | undefined {
	if (!/^[\w-]{1,200}$/.test(token)) return undefined;
	const bytes = Buffer.from(token, 'base64url');
	if (bytes.length !== HEAD + IDS + SIGNATURE || bytes[0] !== VERSION) return undefined;
	const body = bytes.subarray(0, HEAD + IDS);
	const key = ring.find(body.readUInt32BE(1));
	if (!key || !timingSafeEqual(signatureOf(key, body), bytes.subarray(HEAD + IDS))) return undefined;
	return { subscriptionId: uuidOf(body.subarray(HEAD, HEAD + 16)), sendId: uuidOf(body.subarray(HEAD + 16)) };
}

function signatureOf(key: KeyObject, body: Buffer): Buffer {
	return createHmac('sha256', key).update('unsubscribe\0').update(body).digest().subarray(0, SIGNATURE);
}

function bytesOf(uuid: string): Buffer {
	return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
	return uuidOfHex(bytes.toString('hex'));
}
