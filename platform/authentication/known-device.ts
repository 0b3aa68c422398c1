import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { accountKey } from './account-key.ts';

/** How long a device stays known without a sign-in on it, in seconds. Wall clock. */
const KNOWN_FOR = 365 * 86_400;

/** What a device keeps after a sign-in: an http-only cookie, one for each account that was signed in to on it. */
export interface DeviceProof {
	name: string;
	value: string;
	/** Seconds. */
	maxAge: number;
}

/** Recognises devices on which an account was signed in to before. Nothing is stored: the proof is signed. */
export interface KnownDevices {
	/** A proof for the device that has just signed in to the account behind `email`. */
	prove(email: string): DeviceProof;
	/** The device's own name where a cookie of the request proves that it is known to this account. */
	recognise(email: string, cookie: (name: string) => string | undefined): string | undefined;
}

/** @param masterKey The key of the signatures is derived from it. */
export function createKnownDevices(masterKey: Buffer): KnownDevices {
	const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'refrain known devices', 32));
	const sign = (email: string, device: string, until: string) =>
		createHmac('sha256', key)
			.update(`${accountKey(email)}.${device}.${until}`)
			.digest('base64url');
	return {
		prove(email) {
			const device = randomBytes(16).toString('base64url');
			const until = String(Math.floor(Date.now() / 1_000) + KNOWN_FOR);
			return {
				name: cookieName(email),
				value: `${device}.${until}.${sign(email, device, until)}`,
				maxAge: KNOWN_FOR,
			};
		},
		recognise(email, cookie) {
			const [device, until, signature, ...more] = (cookie(cookieName(email)) ?? '').split('.');
			if (!device || !until || !signature || more.length > 0) return undefined;
			if (!(Number(until) * 1_000 > Date.now())) return undefined;
			return isSame(signature, sign(email, device, until)) ? device : undefined;
		},
	};
}

/** Names the account by a short hash, so that a device which two people use keeps a proof for each. */
function cookieName(email: string): string {
	return `refrain.device.${accountKey(email).slice(0, 12)}`;
}

function isSame(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}
