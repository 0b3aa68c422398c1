import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { NO_LINK, variableValues } from './variable-values.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { cleanBody } from './clean-body.ts';
import { OBJECTION_WORDS } from './objection-line.ts';
import { renderHtml, renderText } from './variables.ts';

/** A text of the editor, filled for one contact; its signature and the objection line follow it. */
export interface PreviewedText {
	to: { name: string; address: string | null };
	subject: string;
	bodyHtml: string;
	signatureHtml: string;
	/** What stands before the link of the objection line, where the sequence has one. */
	objectionWords: string;
}

/** A text as the editor holds it, and for whom it is filled. */
export interface TextToPreview {
	readonly contactId: string;
	readonly subject: string | null;
	readonly bodyHtml: string;
	/** The sequence's, saved or not. */
	readonly language: LanguageCode;
}

/**
 * Fills a text that may not be saved yet for one contact, in the name of the person who edits.
 *
 * @throws {Refusal} missing.
 * @throws UnknownVariable: check the text first.
 */
export async function previewText(
	tx: Transaction,
	actor: Actor,
	{ contactId, subject, bodyHtml, language }: TextToPreview,
): Promise<PreviewedText> {
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		include: { company: { select: { name: true, city: true } }, addresses: { where: { isPrimary: true } } },
	});
	const author = await tx.db.user.findFirst({ where: { id: actor.userId } });
	if (!contact || !author) throw new Refusal('not-found', 'missing');
	const values = variableValues(contact, author, NO_LINK, language);
	const address = contact.addresses[0]?.address ?? null;
	return {
		to: { name: nameOf(contact, address ?? undefined), address },
		subject: renderText(subject ?? '', values),
		bodyHtml: renderHtml(cleanBody(bodyHtml), values),
		signatureHtml: author.signatureHtml,
		objectionWords: OBJECTION_WORDS[language],
	};
}
