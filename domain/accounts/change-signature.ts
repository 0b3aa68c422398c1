import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import type { Actor } from '#domain/values/actor.ts';
import { cleanSignature, type SignatureRemark } from './clean-signature.ts';
import { text } from '#domain/values/text.ts';

/** One inlined logo fits; a film does not. */
export const signatureSchema = z.object({ html: text(2_000_000) });

/** Keeps one's own signature, cleaned, and answers what is to be said of it. Mails not yet armed carry it. */
export async function changeSignature(
	tx: Transaction,
	actor: Actor,
	{ html }: z.output<typeof signatureSchema>,
): Promise<{ html: string; remarks: SignatureRemark[] }> {
	const cleaned = cleanSignature(html);
	await tx.db.user.updateMany({ where: { id: actor.userId }, data: { signatureHtml: cleaned.html } });
	return cleaned;
}
