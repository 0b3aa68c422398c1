import { escapeHtml } from '#domain/writing/escape-html.ts';
import type { Piece } from './rendered-letter.ts';

/** Slots that the product fills; a variable's holds `|`, which no name of theirs does. */
export const RAW_SLOT = 'signature';

/** The slot of a variable: one for each fallback that it has in the letter. */
export function variableSlot(name: string, fallback: string | undefined): string {
	return `${name}|${fallback ?? ''}`;
}

/** The variable and the fallback of a slot; undefined for a slot that is no variable's. */
export function variableOfSlot(slot: string): { name: string; fallback: string } | undefined {
	const bar = slot.indexOf('|');
	return bar < 0 ? undefined : { name: slot.slice(0, bar), fallback: slot.slice(bar + 1) };
}

/**
 * What a variable's slot says to one recipient: her value, or the fallback where it is missing or blank.
 *
 * @returns undefined for a slot that is no variable's.
 */
export function valueOfSlot(
	slot: string,
	values: Readonly<Record<string, string | undefined>>,
): string | undefined {
	const variable = variableOfSlot(slot);
	if (!variable) return undefined;
	const value = Object.hasOwn(values, variable.name) ? values[variable.name]?.trim() : undefined;
	return value || variable.fallback;
}

/** Joins pieces of plain text. */
export function fillText(pieces: readonly Piece[], value: (slot: string) => string): string {
	return pieces.map((piece) => (typeof piece === 'string' ? piece : value(piece.slot))).join('');
}

/** Joins pieces of HTML: values are escaped, but for the signature, which is HTML. */
export function fillHtml(pieces: readonly Piece[], value: (slot: string) => string): string {
	return pieces
		.map((piece) => {
			if (typeof piece === 'string') return piece;
			const filled = value(piece.slot);
			return piece.slot === RAW_SLOT ? filled : escapeHtml(filled);
		})
		.join('');
}

/**
 * Marks the places of slots in a text on its way through a compiler. The marks are two characters for private use, which no
 * letter holds (`cleanRun`, `withoutMarks`), so that nobody can write a slot into a letter.
 */
export class SlotMarks {
	private readonly slots: string[] = [];
	private readonly numbers = new Map<string, number>();

	/** The mark that stands for a slot. */
	of(slot: string): string {
		const known = this.numbers.get(slot);
		const number = known ?? this.slots.push(slot) - 1;
		if (known === undefined) this.numbers.set(slot, number);
		return `\uE000${number}\uE001`;
	}

	/** Cuts a text at its marks. */
	cut(text: string): Piece[] {
		const pieces: Piece[] = [];
		text.split(/\uE000(\d+)\uE001/).forEach((part, index) => {
			if (index % 2 === 1) pieces.push({ slot: this.slots[Number(part)]! });
			else if (part) pieces.push(part);
		});
		return pieces;
	}
}

/** A text in which nothing looks like the mark of a slot. */
export function withoutMarks(text: string): string {
	return text.replace(/[\uE000\uE001]/g, '');
}
