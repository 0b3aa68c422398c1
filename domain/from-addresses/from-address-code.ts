import { randomInt, timingSafeEqual } from 'node:crypto';
import { proofLimits } from '#platform/limits.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

const DIGITS = 6;

/** A code of six digits, sealed for the address that it proves. */
export function createCode(envelopes: Envelopes, fromAddressId: string): Uint8Array<ArrayBuffer> {
	const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
	return new Uint8Array(envelopes.seal(code, contextOf(fromAddressId)));
}

/** The code as a mail says it, and for how many minutes it is good. @throws SealBroken */
export function openCode(
	envelopes: Envelopes,
	fromAddressId: string,
	sealed: Uint8Array,
): { readonly code: string; readonly minutes: string } {
	const code = envelopes.open(sealed, contextOf(fromAddressId)).toString();
	return { code: `${code.slice(0, 3)} ${code.slice(3)}`, minutes: String(proofLimits.holds / 60_000) };
}

/** Whether this is the code, however it is spaced. @throws SealBroken */
export function isCode(
	envelopes: Envelopes,
	fromAddressId: string,
	sealed: Uint8Array,
	typed: string,
): boolean {
	const digits = Buffer.from(typed.replaceAll(/\D/g, ''));
	const code = Buffer.from(envelopes.open(sealed, contextOf(fromAddressId)).toString());
	return digits.length === code.length && timingSafeEqual(digits, code);
}

const contextOf = (fromAddressId: string) => `from-address:${fromAddressId}`;
