import type { CompiledMail } from './compile-mail.ts';
import type { FilledMail, SlotValues } from './mail-template.ts';

/** Octets that are asked of the system at once, for about a hundred mails. */
const SLAB = 1_048_576;

let slab = Buffer.allocUnsafeSlow(SLAB);
let used = 0;

/**
 * A mail: its values between the constant parts. Values are encoded, nothing else is.
 *
 * @throws TemplateRefused `slot-missing`, `token-invalid`, `address-invalid`: this mail alone, before it is armed.
 */
export function fillMail(compiled: CompiledMail, values: SlotValues): FilledMail {
	const { constants, fillers } = compiled;
	const filled: string[] = [];
	let { size } = compiled;
	for (const filler of fillers) {
		const text = filler(values);
		filled.push(text);
		size += text.length;
	}
	const mail = taken(size);
	let at = constants[0]!.copy(mail, 0);
	for (let index = 0; index < filled.length; index++) {
		at += mail.write(filled[index]!, at, 'latin1');
		at += constants[index + 1]!.copy(mail, at);
	}
	return mail as FilledMail;
}

function taken(size: number): Buffer {
	if (size > SLAB) return Buffer.allocUnsafeSlow(size);
	if (used + size > SLAB) {
		slab = Buffer.allocUnsafeSlow(SLAB);
		used = 0;
	}
	used += size;
	return slab.subarray(used - size, used);
}
