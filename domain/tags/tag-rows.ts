import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { TagFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { Transaction } from '#platform/database/database.ts';

/** The tag of a company on a routine as it stands; null: none, and no former-customer mention either. */
export async function findTag(
	tx: Transaction,
	companyId: string,
	routineId: string,
): Promise<TagFacts | null> {
	return tx.db.companyTag.findFirst({
		where: { companyId, routineId },
		select: { tag: true, isFormerCustomer: true, isManual: true },
	});
}

/** Puts a tag in place, or removes it where `facts` say nothing any more. */
export async function putTag(
	tx: Transaction,
	companyId: string,
	routineId: string,
	facts: TagFacts | null,
): Promise<void> {
	if (!facts || (facts.tag === null && !facts.isFormerCustomer)) {
		await tx.db.companyTag.deleteMany({ where: { companyId, routineId } });
		return;
	}
	const { subscriptionId } = tx;
	const fields = { ...facts, changedAt: tx.at };
	await tx.db.companyTag.upsert({
		where: { subscriptionId_companyId_routineId: { subscriptionId, companyId, routineId } },
		update: fields,
		create: { ...fields, subscriptionId, companyId, routineId },
	});
}

/** Changes a tag and says so in the timeline. Lock the company first. @returns the event, or null where nothing changed. */
export async function changeTag(
	tx: Transaction,
	change: {
		companyId: string;
		routineId: string;
		from: TagFacts | null;
		to: TagFacts | null;
		engagementId?: string | undefined;
		actor?: Pick<Actor, 'userId' | 'bySupport'> | undefined;
		causeId?: string | undefined;
	},
): Promise<{ id: string } | null> {
	const { companyId, routineId, from, to, engagementId, actor, causeId } = change;
	if (from?.tag === to?.tag && from?.isFormerCustomer === to?.isFormerCustomer) return null;
	await putTag(tx, companyId, routineId, to);
	return recordEvent(tx, {
		kind: 'tag-changed',
		companyId,
		engagementId: engagementId ?? null,
		actor,
		causeId,
		data: { routineId, tag: to },
		previous: { tag: from },
	});
}
