const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));
/** Both letters of each ten bits. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => ALPHABET[bits >> 5]! + ALPHABET[bits & 31]!);

/** The bytes from `from` to before `to` in the letters of RFC 4648, section 6, lower case and without padding: they survive a mail server that folds case. */
export function base32Of(bytes: Uint8Array, from = 0, to = bytes.length): string {
	let text = '';
	let at = from;
	for (; at + 5 <= to; at += 5) {
		const second = bytes[at + 1]!;
		const third = bytes[at + 2]!;
		const fourth = bytes[at + 3]!;
		text +=
			PAIRS[(bytes[at]! << 2) | (second >> 6)]! +
			PAIRS[((second & 63) << 4) | (third >> 4)]! +
			PAIRS[((third & 15) << 6) | (fourth >> 2)]! +
			PAIRS[((fourth & 3) << 8) | bytes[at + 4]!]!;
	}
	let bits = 0;
	let held = 0;
	for (; at < to; at++) {
		held = (held << 8) | bytes[at]!;
		for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31]!;
	}
	return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31]! : text;
}

/** The bytes of such letters, upper case too; undefined for anything else, also where the last letter says more than it may. */
export function bytesOfBase32(text: string): Buffer | undefined {
	const bytes = Buffer.alloc((text.length * 5) >> 3);
	let bits = 0;
	let held = 0;
	let at = 0;
	for (const letter of text.toLowerCase()) {
		const value = VALUES.get(letter);
		if (value === undefined) return undefined;
		held = (held << 5) | value;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes[at++] = held >> bits;
		held &= (1 << bits) - 1;
	}
	return held === 0 && bits < 5 ? bytes : undefined;
}
