import type { Actor } from '#domain/values/actor.ts';
import { readSubscriptionSettings } from '#domain/accounts/subscription-settings.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { cleanBody } from '#domain/writing/clean-body.ts';
import { refuseUnlessWriter } from './refuse-unless-writer.ts';
import { remarksOnDraft, type DraftRemark, type SequenceDraft } from './sequence-draft.ts';

/** A saved sequence: its newest version, and the advice that its texts still deserve. */
export interface SavedSequence {
	id: string;
	versionId: string;
	version: number;
	remarks: DraftRemark[];
}

/**
 * Creates a sequence with its version 1; it is inactive until somebody activates it.
 *
 * @throws {Refusal} not-allowed (5.6-4), text-not-ready, missing (a routine, user or sequence of nobody here).
 */
export async function createSequence(
	tx: Transaction,
	actor: Actor,
	draft: SequenceDraft,
): Promise<SavedSequence> {
	await refuseUnlessWriter(tx, actor, null);
	const { title, type } = draft;
	const { id } = await tx.db.sequence.create({
		data: { subscriptionId: tx.subscriptionId, title, type, ownerId: actor.userId },
		select: { id: true },
	});
	return writeVersion(tx, actor, id, 1, draft);
}

/**
 * Saves an edited sequence as a new numbered version. Versions are never changed: engagements that run keep the one they
 * began with (5.2-5).
 *
 * @throws {Refusal} missing, not-allowed (5.6-4), text-not-ready, version-changed: somebody else saved since
 * `basedOnVersion`.
 */
export async function saveSequence(
	tx: Transaction,
	actor: Actor,
	{ id, basedOnVersion, draft }: { id: string; basedOnVersion: number; draft: SequenceDraft },
): Promise<SavedSequence> {
	const [row] = await tx.db.$queryRaw<{ ownerId: string; currentVersion: number }[]>`
		SELECT owner_id::text AS "ownerId", current_version AS "currentVersion" FROM sequence
		WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
	if (!row) throw new Refusal('not-found', 'missing');
	await refuseUnlessWriter(tx, actor, row.ownerId);
	if (row.currentVersion !== basedOnVersion) {
		throw new Refusal('conflict', 'version-changed', { version: row.currentVersion });
	}
	const { title, type } = draft;
	await tx.db.sequence.updateMany({ where: { id }, data: { title, type } });
	return writeVersion(tx, actor, id, row.currentVersion + 1, draft);
}

async function writeVersion(
	tx: Transaction,
	actor: Actor,
	sequenceId: string,
	number: number,
	draft: SequenceDraft,
): Promise<SavedSequence> {
	const { title: _title, type: _type, steps: typed, language, ...settings } = draft;
	const steps = typed.map((step) => ({ ...step, bodyHtml: cleanBody(step.bodyHtml) }));
	const { remarks, mayBeSaved } = remarksOnDraft({ steps });
	const empty = steps.findIndex(({ bodyHtml }) => bodyHtml === '');
	if (!mayBeSaved || empty >= 0) {
		throw new Refusal('invalid', 'text-not-ready', { step: empty >= 0 ? empty + 1 : remarks[0]!.step });
	}
	await refuseStrangers(tx, draft);
	const { subscriptionId } = tx;
	const { id: versionId } = await tx.db.sequenceVersion.create({
		data: {
			...settings,
			language: language ?? (await languageBefore(tx, sequenceId)),
			subscriptionId,
			sequenceId,
			number,
			createdById: actor.userId,
			createdAt: tx.at,
			steps: { create: steps.map((step, index) => ({ ...step, position: index + 1 })) },
		},
		select: { id: true },
	});
	await tx.db.sequence.updateMany({ where: { id: sequenceId }, data: { currentVersion: number } });
	return { id: sequenceId, versionId, version: number, remarks };
}

/** What a sequence was written in, or a new one of this subscription is. */
async function languageBefore(tx: Transaction, sequenceId: string): Promise<string> {
	const before = await tx.db.sequenceVersion.findFirst({
		where: { sequenceId },
		orderBy: { number: 'desc' },
		select: { language: true },
	});
	return before?.language ?? (await readSubscriptionSettings(tx)).language;
}

/** Ids inside automations are Json: no foreign key holds them, so they are checked here. */
async function refuseStrangers(
	tx: Transaction,
	{ routineId, onSuccess, onFailure }: SequenceDraft,
): Promise<void> {
	const automations = [...onSuccess, ...onFailure];
	const routines = new Set(
		automations.flatMap((automation) => {
			if (automation.kind === 'tag') return [automation.routineId];
			if (automation.kind === 'engage') return [];
			return automation.tag.kind === 'explicit' ? [automation.tag.routineId] : [];
		}),
	);
	if (routineId) routines.add(routineId);
	const users = new Set(
		automations.flatMap((automation) =>
			automation.kind === 'relance' && automation.follower !== 'responsible' ? [automation.follower] : [],
		),
	);
	const sequences = new Set(
		automations.flatMap((automation) => (automation.kind === 'engage' ? [automation.sequenceId] : [])),
	);
	const knownRoutines = await tx.db.routine.count({ where: { id: { in: [...routines] } } });
	const knownUsers = await tx.db.user.count({ where: { id: { in: [...users] } } });
	const knownSequences = await tx.db.sequence.count({ where: { id: { in: [...sequences] } } });
	if (knownRoutines < routines.size || knownUsers < users.size || knownSequences < sequences.size)
		throw new Refusal('not-found', 'missing');
}
