import type { Transaction } from '#platform/database/database.ts';
import { signatureLimits } from '#platform/limits.ts';
import { holdWatch, type WatchHold } from '#domain/mailboxes/fenced-out.ts';

/** Whose signature is looked for. */
export interface SignatureWanted {
	readonly lastName: string;
}

/**
 * Begins to look for the signature of a personal mailbox's owner who has none (C1-17), once a mailbox: the row is there before
 * any mail is read, so that one that ends the process is not read again. Erases what nobody took.
 *
 * @returns undefined where none is looked for.
 * @throws {FencedOut}
 */
export async function beginSignatureLook(
	tx: Transaction,
	watch: WatchHold,
): Promise<SignatureWanted | undefined> {
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	await tx.db.signatureProposal.updateMany({
		where: {
			mailboxId,
			text: { not: null },
			lookedAt: { lt: new Date(tx.at.getTime() - signatureLimits.keptFor) },
		},
		data: { text: null },
	});
	const mailbox = await tx.db.mailbox.findFirst({
		where: {
			id: mailboxId,
			deletedAt: null,
			signature: null,
			owner: { signatureHtml: '' },
			sender: { kind: 'personal' },
		},
		select: { owner: { select: { lastName: true } } },
	});
	if (!mailbox) return undefined;
	await tx.db.signatureProposal.create({
		data: { subscriptionId: tx.subscriptionId, mailboxId, lookedAt: tx.at },
	});
	return mailbox.owner;
}

/**
 * Keeps what was found for its owner, unless she wrote a signature meanwhile.
 *
 * @throws {FencedOut}
 */
export async function recordSignature(
	tx: Transaction,
	watch: WatchHold,
	lines: readonly string[],
): Promise<void> {
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	await tx.db.signatureProposal.updateMany({
		where: { mailboxId, mailbox: { owner: { signatureHtml: '' } } },
		data: { text: lines.join('\n'), lookedAt: tx.at },
	});
}

/**
 * It could not be looked for to the end: the next watch begins anew. Whoever took the mailbox meanwhile found the row and did not
 * look, so this takes no fence.
 */
export async function giveUpSignatureLook(tx: Transaction, mailboxId: string): Promise<void> {
	await tx.db.signatureProposal.deleteMany({ where: { mailboxId, text: null } });
}
