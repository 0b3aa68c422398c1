import type { Actor } from '#domain/values/actor.ts';
import { parseAutomations, type Automation } from '#domain/automations/automation.ts';
import { languageCode, type LanguageCode } from '#domain/values/language-code.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { mayWriteSequence } from './may-write-sequence.ts';
import { onlyResponsablesWrite } from './refuse-unless-writer.ts';
import { remarksOnDraft, type DraftRemark } from './sequence-draft.ts';

/** A sequence with one of its versions, as the editor opens it. */
export interface SequenceDetail {
	id: string;
	title: string;
	type: string;
	isActive: boolean;
	isPaused: boolean;
	owner: { id: string; name: string };
	currentVersion: number;
	mayWrite: boolean;
	live: number;
	version: {
		id: string;
		number: number;
		createdAt: Date;
		routineId: string | null;
		windowDays: number[];
		windowFrom: number;
		windowTo: number;
		timeZone: string;
		closingDelayAmount: number;
		closingDelayUnit: string;
		colleagueReplyCounts: boolean;
		clickSucceeds: boolean;
		openSucceeds: boolean;
		objectionLine: boolean;
		language: LanguageCode;
		onSuccess: Automation[];
		onFailure: Automation[];
		steps: {
			position: number;
			delayAmount: number;
			delayUnit: string;
			workingDays: boolean;
			subject: string | null;
			bodyHtml: string;
		}[];
	};
	remarks: DraftRemark[];
}

/**
 * @param number of the version; without it the newest.
 * @throws {Refusal} missing.
 */
export async function readSequence(
	tx: Transaction,
	actor: Actor,
	{ id, number }: { id: string; number?: number },
): Promise<SequenceDetail> {
	const sequence = await tx.db.sequence.findFirst({
		where: { id },
		include: {
			owner: { select: { id: true, firstName: true, lastName: true } },
			_count: { select: { engagements: { where: { endedAt: null } } } },
		},
	});
	const version =
		sequence &&
		(await tx.db.sequenceVersion.findFirst({
			where: { sequenceId: id, number: number ?? sequence.currentVersion },
			include: { steps: { orderBy: { position: 'asc' } } },
		}));
	if (!version) throw new Refusal('not-found', 'missing');
	const onlyResponsables = await onlyResponsablesWrite(tx);
	const { subscriptionId: _, sequenceId: __, createdById: ___, steps, ...settings } = version;
	return {
		id,
		title: sequence.title,
		type: sequence.type,
		isActive: sequence.isActive,
		isPaused: sequence.pausedAt !== null,
		owner: { id: sequence.owner.id, name: nameOf(sequence.owner) },
		currentVersion: sequence.currentVersion,
		mayWrite: mayWriteSequence({ ...actor, ownerId: sequence.ownerId, onlyResponsables }),
		live: sequence._count.engagements,
		version: {
			...settings,
			language: languageCode(version.language),
			onSuccess: parseAutomations(version.onSuccess),
			onFailure: parseAutomations(version.onFailure),
			steps: steps.map(({ subscriptionId: _s, versionId: _v, ...step }) => step),
		},
		remarks: remarksOnDraft({ steps: steps }).remarks,
	};
}
