import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	hkdfSync,
	randomBytes,
	type KeyObject,
} from 'node:crypto';

const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const WRAPPED_KEY_BYTES = IV_BYTES + KEY_BYTES + TAG_BYTES;

/** A sealed text could not be opened: another master key, another context, or changed bytes. */
export class SealBroken extends Error {
	override name = 'SealBroken';
	constructor() {
		super('A stored secret cannot be opened with this master key.');
	}
}

function encrypt(key: KeyObject, plain: Buffer, context: string): Buffer {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, iv);
	cipher.setAAD(Buffer.from(context));
	const body = Buffer.concat([cipher.update(plain), cipher.final()]);
	return Buffer.concat([iv, body, cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Buffer, context: string): Buffer {
	const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
	decipher.setAAD(Buffer.from(context));
	decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
	return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** Seals and opens secrets under the master key. */
export interface Envelopes {
	/** @param context what the secret belongs to, such as `mailbox:<id>`: the same is needed to open it. */
	seal(secret: string | Buffer, context: string): Buffer;
	/** @throws {SealBroken} */
	open(sealed: Uint8Array, context: string): Buffer;
	/** The same text in the same context gives the same letters, from which nobody without the master key learns a word of it. */
	fingerprint(text: string, context: string): string;
}

/**
 * Envelope encryption: each secret has a data key of its own, wrapped by the master key (AES-256-GCM). Keys are key objects:
 * a cipher that is given bytes first finds out what they are, which takes longer than all the rest.
 *
 * @param masterKey 32 bytes.
 */
export function createEnvelopes(masterKey: Buffer): Envelopes {
	if (masterKey.length !== KEY_BYTES) throw new Error(`the master key has ${KEY_BYTES} bytes`);
	const master = createSecretKey(masterKey);
	const marking = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'fingerprint', KEY_BYTES)));
	return {
		seal(secret, context) {
			const dataKey = randomBytes(KEY_BYTES);
			const wrapped = encrypt(master, dataKey, context);
			const body = encrypt(createSecretKey(dataKey), Buffer.from(secret), context);
			return Buffer.concat([Buffer.from([VERSION]), wrapped, body]);
		},
		open(sealed, context) {
			const bytes = Buffer.from(sealed);
			if (bytes[0] !== VERSION || bytes.length < 1 + WRAPPED_KEY_BYTES + IV_BYTES + TAG_BYTES)
				throw new SealBroken();
			try {
				const dataKey = decrypt(master, bytes.subarray(1, 1 + WRAPPED_KEY_BYTES), context);
				return decrypt(createSecretKey(dataKey), bytes.subarray(1 + WRAPPED_KEY_BYTES), context);
			} catch {
				throw new SealBroken();
			}
		},
		fingerprint: (text, context) =>
			createHmac('sha256', marking).update(`${context}\0${text}`).digest('base64url'),
	};
}
