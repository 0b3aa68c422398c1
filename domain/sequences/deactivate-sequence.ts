import type { Actor } from '#domain/values/actor.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { subjectOf } from '#domain/engagements/end/live-run.ts';
import { recordEvent, recordEvents } from '#domain/timeline/record/record-event.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { refuseUnlessWriter } from './refuse-unless-writer.ts';

/** What happens to the engagements that run (5.2-6). */
export type DeactivationChoice = 'pause' | 'finish' | 'stop';

/** Engagements ended in one transaction; a stop of many is several of them. */
const AT_ONCE = 25;

/** What a deactivation would touch, before anybody chooses. @throws {Refusal} missing. */
export async function previewDeactivation(
	tx: Transaction,
	sequenceId: string,
): Promise<{ live: number; plannedMails: number }> {
	const sequence = await tx.db.sequence.findFirst({ where: { id: sequenceId }, select: { id: true } });
	if (!sequence) throw new Refusal('not-found', 'missing');
	const live = await tx.db.engagement.findMany({
		where: { sequenceId, endedAt: null },
		select: { position: true, stepCount: true },
	});
	const plannedMails = live.reduce((sum, run) => sum + Math.max(0, run.stepCount - run.position + 1), 0);
	return { live: live.length, plannedMails };
}

/**
 * Deactivates a sequence, so that nobody can be engaged in it any more. Its live engagements are held (`pause`, until it
 * is activated again), go on (`finish`), or end as a failure with their automations (`stop`, 5.2-6). A stop first holds
 * all of them in one transaction, so nothing leaves while it works through them; one that is cut is simply asked again.
 *
 * @returns how many engagements the choice was about.
 * @throws {Refusal} missing, not-allowed (5.6-4).
 */
export async function deactivateSequence(
	database: Database,
	actor: Actor,
	{ sequenceId, choice }: { sequenceId: string; choice: DeactivationChoice },
): Promise<{ engagements: number }> {
	const { subscriptionId } = actor;
	const live = await database.inSubscription(subscriptionId, async (tx) => {
		const sequence = await tx.db.sequence.findFirst({ where: { id: sequenceId }, select: { ownerId: true } });
		if (!sequence) throw new Refusal('not-found', 'missing');
		await refuseUnlessWriter(tx, actor, sequence.ownerId);
		const holds = choice !== 'finish';
		// First the sequence: whoever is engaging in it ends before, and the run is among those that follow.
		await tx.db.sequence.updateMany({
			where: { id: sequenceId },
			data: { isActive: false, pausedAt: holds ? tx.at : null, pausedById: holds ? actor.userId : null },
		});
		const rows = await tx.db.engagement.findMany({
			where: { sequenceId, endedAt: null },
			select: { id: true, companyId: true, contactId: true },
		});
		const ids = rows.map(({ id }) => id).sort();
		if (holds) await holdAll(tx, ids);
		const { id: causeId } = await recordEvent(tx, {
			kind: 'sequence-deactivated',
			actor,
			data: { sequenceId, choice, engagements: ids.length },
		});
		if (choice === 'pause') {
			const data = { reason: 'sequence-paused' } as const;
			const paused = rows.map(
				(run) => ({ kind: 'engagement-paused', ...subjectOf(run), actor, causeId, data }) as const,
			);
			await recordEvents(tx, paused);
		}
		return ids;
	});
	if (choice !== 'stop') return { engagements: live.length };
	for (let from = 0; from < live.length; from += AT_ONCE) {
		await database.inSubscription(subscriptionId, (tx) =>
			stopAll(tx, actor, live.slice(from, from + AT_ONCE)),
		);
	}
	await database.inSubscription(subscriptionId, ({ db }) =>
		db.sequence.updateMany({ where: { id: sequenceId }, data: { pausedAt: null, pausedById: null } }),
	);
	return { engagements: live.length };
}

/** Nothing that is merely claimed may arm any more; each run looks again and says that it is held. */
async function holdAll(tx: Transaction, ids: readonly string[]): Promise<void> {
	await tx.lock('engagement', ids);
	await tx.db.send.updateMany({
		where: { engagementId: { in: [...ids] }, state: 'claimed' },
		data: { state: 'revoked', fence: { increment: 1 }, leaseUntil: null },
	});
	await tx.db.senderSlot.deleteMany({ where: { engagementId: { in: [...ids] } } });
	await pokeAll(tx, 'engagement', ids);
}

async function stopAll(tx: Transaction, actor: Actor, ids: readonly string[]): Promise<void> {
	await tx.lock('engagement', ids);
	const companies = await tx.db.engagement.findMany({
		where: { id: { in: [...ids] } },
		select: { companyId: true },
		distinct: ['companyId'],
	});
	await tx.lock(
		'company',
		companies.map(({ companyId }) => companyId),
	);
	for (const id of ids) await endEngagement(tx, id, { reason: 'ended-stopped', verdict: 'failure', actor });
}
