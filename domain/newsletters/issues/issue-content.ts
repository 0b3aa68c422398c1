import { languageCode, type LanguageCode } from '#domain/values/language-code.ts';
import { letterSchema, type Letter } from '#domain/newsletters/content/letter.ts';
import { writtenAsColumns, writtenAsJoin, type WrittenAs } from '#domain/writing/written-as.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What a letter is rendered from. */
export interface ContentRow {
	readonly subject: string;
	readonly previewText: string;
	readonly imprint: string;
	readonly language: LanguageCode;
	readonly letter: Letter;
}

/** The content of a newsletter, or of an issue as it was at its snapshot. @throws Error where a row holds something else. */
export function contentOf(row: {
	readonly subject: string | null;
	readonly previewText: string | null;
	readonly imprint: string | null;
	readonly language: string;
	readonly content: unknown;
}): ContentRow {
	return {
		subject: row.subject ?? '',
		previewText: row.previewText ?? '',
		imprint: row.imprint ?? '',
		language: languageCode(row.language),
		letter: letterSchema.parse(row.content),
	};
}

/** What all mails of a part have in common. */
export interface PartContent extends ContentRow, WrittenAs {
	readonly newsletterId: string;
	readonly newsletterTitle: string;
	/** Of whose mailbox it leaves from, else of the newsletter's owner; HTML. */
	readonly signatureHtml: string;
	/** Where answers go, where that is not whom it is from. */
	readonly answersTo: string | null;
	/** What is read of a relay: reports may come back there. */
	readonly replyMailbox: {
		readonly address: string;
		readonly imapHost: string;
		/** A mail of ours came to a plus-address of it there. */
		readonly takesPlus: boolean;
	} | null;
}

/** Reads it; undefined where the part or its sender is gone. */
export async function readPartContent(tx: Transaction, partId: string): Promise<PartContent | undefined> {
	const part = await tx.db.issuePart.findFirst({
		where: { id: partId, senderId: { not: null } },
		include: { issue: { include: { newsletter: { select: { title: true, ownerId: true } } } } },
	});
	if (!part) return undefined;
	const { issue } = part;
	const [sender] = await tx.sql<
		WrittenAs & {
			ownerId: string | null;
			answersAt: string | null;
			readAt: string | null;
			takesPlus: boolean;
		}
	>`
		SELECT ${writtenAsColumns}, mailbox.owner_id::text AS "ownerId", replies.address AS "answersAt", replies.imap_host AS "readAt",
			coalesce(replies.plus_arrived_host = replies.imap_host, false) AS "takesPlus"
		FROM sender s ${writtenAsJoin}
		LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (s.subscription_id, s.mailbox_id)
		LEFT JOIN mailbox replies ON (replies.subscription_id, replies.id) = (s.subscription_id, s.reply_mailbox_id)
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ${part.senderId}::uuid`;
	if (!sender) return undefined;
	const { answersAt, readAt, takesPlus } = sender;
	const writer = await tx.db.user.findFirst({
		where: { id: sender.ownerId ?? issue.newsletter.ownerId },
		select: { signatureHtml: true },
	});
	return {
		...contentOf(issue),
		...{ from: sender.from, fromName: sender.fromName, replyTo: sender.replyTo },
		newsletterId: issue.newsletterId,
		newsletterTitle: issue.newsletter.title,
		signatureHtml: writer?.signatureHtml ?? '',
		answersTo: sender.replyTo ?? answersAt,
		replyMailbox: answersAt && readAt ? { address: answersAt, imapHost: readAt, takesPlus } : null,
	};
}
