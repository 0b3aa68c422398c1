import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { plainLines } from '#domain/writing/plain-lines.ts';
import { NO_LINK, variableValues } from '#domain/writing/variable-values.ts';
import { writtenAsColumns, writtenAsJoin } from '#domain/writing/written-as.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { fillLetter, type FilledLetter } from './fill-letter.ts';
import type { RenderedLetter } from './rendered-letter.ts';

/** For whom a letter is filled, and in which language it greets. */
export interface LetterToPreview {
	/** From whom a subscriber of it gets it; null: a new one, and of no newsletter yet. */
	readonly newsletterId: string | null;
	/** Null: nobody is known, every variable says its fallback. */
	readonly contactId: string | null;
	readonly language: LanguageCode;
	/** Compiled before: compiling is no work for a transaction. */
	readonly rendered: RenderedLetter;
	/** Where the links of the footer lead. */
	readonly footerUrl?: string;
}

/** A letter as this contact would get it: from her sender, or from the person who edits where she has none. */
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
	{ newsletterId, contactId, language, rendered, footerUrl }: LetterToPreview,
): Promise<PreviewedLetter> {
	const contact = contactId === null ? undefined : await readContact(tx, contactId);
	const hers = contactId && newsletterId ? await readSender(tx, newsletterId, contactId) : undefined;
	const writer = await tx.db.user.findFirst({ where: { id: hers?.writerId ?? actor.userId } });
	if (contact === null || !writer) throw new Refusal('not-found', 'missing');
	const values = variableValues(contact ?? NOBODY, writer, footerUrl ?? NO_LINK, language);
	const signature = { html: writer.signatureHtml, text: plainLines(writer.signatureHtml) };
	const address = contact ? (contact.addresses[0]?.address ?? null) : null;
	return {
		from: hers ? hers.fromName || hers.from : nameOf(writer),
		to: contact ? { name: nameOf(contact, address ?? undefined), address } : null,
		...fillLetter(rendered, { values, signature, ...(footerUrl ? { footerUrl } : {}) }),
	};
}

/** As whom she is written to, and whose signature stands below: of a relay or a shared mailbox that of the newsletter's owner. */
async function readSender(tx: Transaction, newsletterId: string, contactId: string) {
	const [row] = await tx.sql<{ from: string; fromName: string; writerId: string }>`
		SELECT ${writtenAsColumns}, coalesce(mailbox.owner_id, newsletter.owner_id)::text AS "writerId"
		FROM newsletter_subscriber hers
		JOIN newsletter ON (newsletter.subscription_id, newsletter.id) = (hers.subscription_id, hers.newsletter_id)
		JOIN sender s ON (s.subscription_id, s.id) = (hers.subscription_id, hers.sender_id) AND s.deleted_at IS NULL
		${writtenAsJoin}
		LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (s.subscription_id, s.mailbox_id)
		WHERE hers.subscription_id = ${tx.subscriptionId}::uuid AND hers.newsletter_id = ${newsletterId}::uuid
			AND hers.contact_id = ${contactId}::uuid`;
	return row;
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
