import { parseNewsletterAutomations } from '#domain/automations/automation.ts';
import type { Actor } from '#domain/values/actor.ts';
import { refuseUnlessWriter } from '#domain/sequences/refuse-unless-writer.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { configuredAutomations } from './configured-automations.ts';

/**
 * *Dupliquer*: what the newsletter says and when it comes, as another one of whoever does it, inactive and without subscribers:
 * whoever is in a list was put there for that list. What it does by itself it does in the name of whoever made the copy.
 *
 * @param title of the copy.
 * @throws {Refusal} missing, not-allowed (5.6-4).
 */
export async function duplicateNewsletter(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, title }: { newsletterId: string; title: string },
): Promise<{ id: string }> {
	await refuseUnlessWriter(tx, actor, null);
	const original = await tx.db.newsletter.findFirst({ where: { id: newsletterId, deletedAt: null } });
	if (!original) throw new Refusal('not-found', 'missing');
	const { id: _, activatedAt: __, nextDate: ___, nextAt: ____, version: _____, ...said } = original;
	const hers = (kept: Prisma.JsonValue) =>
		configuredAutomations([], parseNewsletterAutomations(kept), actor.userId) as Prisma.InputJsonValue;
	return tx.db.newsletter.create({
		data: {
			...(said as Prisma.NewsletterUncheckedCreateInput),
			...{ onSuccess: hers(said.onSuccess), onFailure: hers(said.onFailure) },
			...{ title, ownerId: actor.userId, contentChangedAt: tx.at, createdAt: tx.at, changedAt: tx.at },
		},
		select: { id: true },
	});
}
