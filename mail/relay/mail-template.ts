/** A piece of a text: as it stands, or the name of a value that each mail brings along. */
export type Piece = string | { readonly slot: string };

/**
 * A field of the header. Values of slots never end its line and never add a field.
 *
 * - `text`: free text such as a subject (RFC 2047 where it is not ASCII).
 * - `party`: a name and its address, such as To; an empty name is left out.
 * - `tokens`: printable ASCII that leaves as it is: ids, dates, links in angle brackets.
 */
export type TemplateField =
	| { readonly name: string; readonly kind: 'text'; readonly value: readonly Piece[] }
	| {
			readonly name: string;
			readonly kind: 'party';
			readonly party: readonly Piece[];
			readonly address: readonly Piece[];
	  }
	| { readonly name: string; readonly kind: 'tokens'; readonly value: readonly Piece[] };

/** What all mails of one sender of an issue have in common. */
export interface MailTemplate {
	/** In the order in which they leave; those of MIME are added. */
	readonly fields: readonly TemplateField[];
	/** A whole document; values of slots are escaped. */
	readonly html: readonly Piece[];
	readonly text: readonly Piece[];
	/**
	 * Values that are the same in all its mails, put in once: such as `signature`, whose `html` is markup that is not escaped.
	 */
	readonly constants?: Readonly<Record<string, { readonly html: string; readonly text: string }>>;
	/** Of which the boundary is made: any string of this issue's own, such as its id. */
	readonly seed: string;
}

/** The value of each slot that is no constant. */
export type SlotValues = Readonly<Record<string, string>>;

declare const filled: unique symbol;
/** A mail as it leaves: 7-bit, CRLF only, CRLF at its end, and no line of it begins with a dot. */
export type FilledMail = Buffer & { readonly [filled]: true };

/** A template or a value that cannot become a mail; the message is the code and names nobody. */
export class TemplateRefused extends Error {
	readonly code: 'field-invalid' | 'slot-missing' | 'token-invalid' | 'address-invalid';
	constructor(code: TemplateRefused['code']) {
		super(code);
		this.name = 'TemplateRefused';
		this.code = code;
	}
}
