import { createHash } from 'node:crypto';
import { escaped } from '#mail/mime/escaped.ts';
import { partyField, textField, tokensField } from './field-lines.ts';
import { TemplateRefused } from './mail-template.ts';
import type { MailTemplate, Piece, SlotValues, TemplateField } from './mail-template.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** What stands between two constant parts: made of a mail's values, one octet a character. */
export type Filler = (values: SlotValues) => string;

/** A template of which everything that is the same in all mails is encoded. */
export interface CompiledMail {
	/** One more than there are fillers: they stand between them. */
	readonly constants: readonly Buffer[];
	readonly fillers: readonly Filler[];
	/** Octets of all constants together. */
	readonly size: number;
	/** The names of the values that each mail must bring along. */
	readonly slots: readonly string[];
}

const SOFT_BREAK = '=\r\n';
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9-]{0,60}$/;

/**
 * Compiles what the mails of one sender of an issue have in common: fields, and text and HTML as quoted-printable
 * alternatives. Each value stands between soft line breaks, so that its length moves nothing else; nothing that it holds can
 * add a field, end a part or the mail (docs/design/relays.md#compiled).
 *
 * @throws TemplateRefused `field-invalid`, or what a constant field is refused for.
 */
export function compileMail(template: MailTemplate): CompiledMail {
	// Quoted-printable never holds "=_": no value can look like the boundary (RFC 2045 6.7).
	const boundary = `=_${createHash('sha256').update(template.seed).digest('hex').slice(0, 24)}`;
	const parts = new Parts(template.constants ?? {});
	for (const field of template.fields) parts.addField(field);
	parts.add('MIME-Version: 1.0\r\n');
	parts.add(`Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n`);
	for (const kind of ['text', 'html'] as const) {
		const type = kind === 'text' ? 'plain' : 'html';
		parts.add(`--${boundary}\r\nContent-Type: text/${type}; charset=utf-8\r\n`);
		parts.add('Content-Transfer-Encoding: quoted-printable\r\n\r\n');
		parts.addBody(template[kind], kind);
		parts.add('\r\n');
	}
	parts.add(`--${boundary}--\r\n`);
	return parts.compiled();
}

class Parts {
	private readonly given: NonNullable<MailTemplate['constants']>;
	private readonly constants: string[] = [''];
	private readonly fillers: Filler[] = [];
	private readonly slots = new Set<string>();

	constructor(given: NonNullable<MailTemplate['constants']>) {
		this.given = given;
	}

	add(constant: string): void {
		this.constants[this.constants.length - 1] += constant;
	}

	addField(field: TemplateField): void {
		const { name } = field;
		if (!FIELD_NAME.test(name)) throw new TemplateRefused('field-invalid');
		if (field.kind === 'party') {
			const party = this.resolved(field.party, 'text');
			const address = this.resolved(field.address, 'text');
			this.addLine([...party, ...address], (values) =>
				partyField(name, joined(party, values), joined(address, values)),
			);
			return;
		}
		const value = this.resolved(field.value, 'text');
		const line = field.kind === 'text' ? textField : tokensField;
		const encoded = keepingTheLast((text) => line(name, text));
		this.addLine(value, (values) => encoded(joined(value, values)));
	}

	addBody(pieces: readonly Piece[], kind: 'html' | 'text'): void {
		let isAfterSlot = false;
		for (const piece of this.resolved(pieces, kind)) {
			if (typeof piece === 'string') {
				this.add(quotedPrintable(piece));
				isAfterSlot = false;
				continue;
			}
			if (!isAfterSlot) this.add(SOFT_BREAK);
			const { slot } = piece;
			const encoded = keepingTheLast((value) => {
				const written = quotedPrintable(kind === 'html' ? escaped(value) : value);
				return written === '' ? '' : written + SOFT_BREAK;
			});
			this.fill(slot, (values) => encoded(valueOf(values, slot)));
			isAfterSlot = true;
		}
	}

	compiled(): CompiledMail {
		const constants = this.constants.map((constant) => Buffer.from(constant, 'latin1'));
		return {
			constants,
			fillers: this.fillers,
			size: constants.reduce((sum, { length }) => sum + length, 0),
			slots: [...this.slots],
		};
	}

	private addLine(pieces: readonly Piece[], line: Filler): void {
		const named = pieces.filter((piece) => typeof piece !== 'string');
		if (named.length === 0) return this.add(line({}));
		for (const { slot } of named) this.slots.add(slot);
		this.between(line);
	}

	private fill(slot: string, filler: Filler): void {
		this.slots.add(slot);
		this.between(filler);
	}

	private between(filler: Filler): void {
		this.fillers.push(filler);
		this.constants.push('');
	}

	/** What is known of all mails is put in, and texts that touch become one. */
	private resolved(pieces: readonly Piece[], kind: 'html' | 'text'): Piece[] {
		const resolved: Piece[] = [];
		for (const piece of pieces) {
			const isGiven = typeof piece !== 'string' && Object.hasOwn(this.given, piece.slot);
			const known = isGiven ? this.given[piece.slot]![kind] : piece;
			const last = resolved.at(-1);
			if (typeof known === 'string' && typeof last === 'string') resolved[resolved.length - 1] = last + known;
			else if (known !== '') resolved.push(known);
		}
		return resolved;
	}
}

/** Many values are the same in one mail after the other: the date, an address that nobody measures. */
function keepingTheLast(encode: (value: string) => string): (value: string) => string {
	let last: string | undefined;
	let encoded = '';
	return (value) => {
		if (value !== last) {
			encoded = encode(value);
			last = value;
		}
		return encoded;
	};
}

function joined(pieces: readonly Piece[], values: SlotValues): string {
	let text = '';
	for (const piece of pieces) text += typeof piece === 'string' ? piece : valueOf(values, piece.slot);
	return text;
}

function valueOf(values: SlotValues, slot: string): string {
	const value = Object.hasOwn(values, slot) ? values[slot] : undefined;
	if (value === undefined) throw new TemplateRefused('slot-missing');
	return value;
}
