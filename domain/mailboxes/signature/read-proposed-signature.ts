import type { Transaction } from '#platform/database/database.ts';
import type { Actor } from '#domain/values/actor.ts';

/**
 * The signature that the actor's own sent mails end with, while she has none (C1-17): lines of plain text. Nobody else reads it,
 * also not a *responsable* who set the mailbox up for her (5.6-3).
 *
 * @returns null where there is none to be offered.
 */
export async function readProposedSignature(tx: Transaction, { userId }: Actor): Promise<string | null> {
	const proposal = await tx.db.signatureProposal.findFirst({
		where: {
			text: { not: null },
			mailbox: { ownerId: userId, deletedAt: null, owner: { signatureHtml: '' } },
		},
		select: { text: true },
	});
	return proposal?.text ?? null;
}
