import type { Transaction } from '#platform/database/database.ts';

/** To whom a newsletter’s mail went, and in whose name. */
export interface WrittenOfIssue {
	readonly contactId: string | null;
	readonly companyId: string | null;
	/** Whoever's mailbox it came from, else the newsletter's owner. */
	readonly writerId: string | null;
}

/** Reads it of a mail of an issue; undefined: there is none. */
export async function writtenOfIssue(tx: Transaction, sendId: string): Promise<WrittenOfIssue | undefined> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId },
		select: {
			contactId: true,
			companyId: true,
			sender: { select: { mailbox: { select: { ownerId: true } } } },
			issue: { select: { newsletter: { select: { ownerId: true } } } },
		},
	});
	if (!send) return undefined;
	const { contactId, companyId, sender, issue } = send;
	return { contactId, companyId, writerId: sender?.mailbox?.ownerId ?? issue?.newsletter.ownerId ?? null };
}
