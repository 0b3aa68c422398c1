/** A SIREN: nine digits that pass the Luhn checksum; spaces between them are how people write it. */
export function parseSiren(typed: string): string | undefined {
	const digits = typed.replace(/[\s\u00a0\u202f.]/g, '');
	if (!/^\d{9}$/.test(digits)) return undefined;
	let sum = 0;
	for (let index = 0; index < 9; index++) {
		const digit = Number(digits[index]);
		// The second digit, and every other one after it, counts twice.
		const counted = index % 2 === 1 ? digit * 2 : digit;
		sum += counted > 9 ? counted - 9 : counted;
	}
	return sum % 10 === 0 ? digits : undefined;
}
