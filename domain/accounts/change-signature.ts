import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import type { Actor } from '#domain/values/actor.ts';
import { cleanSignature, type SignatureRemark } from './clean-signature.ts';
import { text } from '#domain/values/text.ts';

/** One inlined logo fits; a film does not. */
export const signatureSchema = z.object({ html: text(2_000_000) });

/**
 * Keeps one's own signature, cleaned, and answers what is to be said of it. Mails not yet armed carry it. What was found in
 * her sent mails is needed no more (C1-17).
 */
export async function changeSignature(
	tx: Transaction,
	actor: Actor,
	{ html }: z.output<typeof signatureSchema>,
): Promise<{ html: string; remarks: SignatureRemark[] }> {
	const cleaned = cleanSignature(html);
	await tx.db.user.updateMany({ where: { id: actor.userId }, data: { signatureHtml: cleaned.html } });
	if (cleaned.html !== '')
		await tx.db.signatureProposal.updateMany({
			where: { mailbox: { ownerId: actor.userId } },
			data: { text: null },
		});
	return cleaned;
}
