import type { Piece, RenderedLetter } from './rendered-letter.ts';
import { variableOfSlot } from './slots.ts';

/** Above this weight of its HTML Gmail cuts a mail off, and with it the footer; and from where a letter is warned of it. */
export const GMAIL_CLIP = 102_000;
export const HEAVY_HTML = 80_000;

/** Bytes of an address that the product makes for a recipient: a tracking domain and a signed ticket. */
const OWN_ADDRESS = 100;
/** Bytes of a signature, and of a variable's value, where the real one is unknown. */
const SIGNATURE = 1_500;
const VALUE = 40;

/** The weight of the HTML of a mail as it leaves, links rewritten and variables filled, in bytes of UTF-8. */
export function htmlBytes({ html }: RenderedLetter): number {
	return html.reduce((sum, piece) => sum + bytesOf(piece), 0);
}

function bytesOf(piece: Piece): number {
	if (typeof piece === 'string') return new TextEncoder().encode(piece).length;
	if (piece.slot === 'signature') return SIGNATURE;
	const variable = variableOfSlot(piece.slot);
	return variable ? Math.max(VALUE, variable.fallback.length * 2) : OWN_ADDRESS;
}
