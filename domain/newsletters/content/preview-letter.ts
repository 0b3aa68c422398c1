import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { plainLines } from '#domain/writing/plain-lines.ts';
import { NO_LINK, variableValues } from '#domain/writing/variable-values.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { fillLetter, type FilledLetter } from './fill-letter.ts';
import type { RenderedLetter } from './rendered-letter.ts';

/** For whom a letter is filled, and in which language it greets. */
export interface LetterToPreview {
	/** Null: nobody is known, every variable says its fallback. */
	readonly contactId: string | null;
	readonly language: LanguageCode;
	/** Compiled before: compiling is no work for a transaction. */
	readonly rendered: RenderedLetter;
	/** Where the links of the footer lead. */
	readonly footerUrl?: string;
}

/** A letter as this contact would get it from the person who edits. */
export interface PreviewedLetter extends FilledLetter {
	readonly from: string;
	readonly to: { readonly name: string; readonly address: string | null } | null;
}

/** What is known of nobody. */
const NOBODY = { function: null, addressOrigin: null, company: { name: '', city: null } };

/**
 * Fills a letter, saved or not, for one contact.
 *
 * @throws {Refusal} missing: no such contact.
 */
export async function previewLetter(
	tx: Transaction,
	actor: Actor,
	{ contactId, language, rendered, footerUrl }: LetterToPreview,
): Promise<PreviewedLetter> {
	const contact = contactId === null ? undefined : await readContact(tx, contactId);
	const author = await tx.db.user.findFirst({ where: { id: actor.userId } });
	if (contact === null || !author) throw new Refusal('not-found', 'missing');
	const values = variableValues(contact ?? NOBODY, author, footerUrl ?? NO_LINK, language);
	const signature = { html: author.signatureHtml, text: plainLines(author.signatureHtml) };
	const address = contact ? (contact.addresses[0]?.address ?? null) : null;
	return {
		from: nameOf(author),
		to: contact ? { name: nameOf(contact, address ?? undefined), address } : null,
		...fillLetter(rendered, { values, signature, ...(footerUrl ? { footerUrl } : {}) }),
	};
}

async function readContact(tx: Transaction, id: string) {
	return tx.db.contact.findFirst({
		where: { id, erasedAt: null },
		include: {
			company: { select: { name: true, city: true } },
			addresses: { where: { isPrimary: true }, select: { address: true } },
		},
	});
}
