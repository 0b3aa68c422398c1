import { writeCauseNote } from '#domain/notes/write-cause-note.ts';
import { writeRelance } from '#domain/relances/relance-rows.ts';
import { changeTag } from '#domain/tags/tag-rows.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { parseAutomations } from './automation.ts';
import { readAutomationSituation } from './automation-situation.ts';
import { planAutomations, type AutomationEffect } from './plan-automations.ts';

/** What the automations need of the engagement that ended. */
export interface EndedEngagement {
	readonly id: string;
	readonly companyId: string;
	readonly contactId: string;
	readonly responsibleUserId: string;
	/** Automation[] as its columns hold them. */
	readonly onSuccess: unknown;
	readonly onFailure: unknown;
}

/**
 * Does what an end does by itself, once for the event that caused it: each effect is a line of the timeline with its cause
 * and what stood before (5.4-9), and an automatic relance leaves its cause as a note (5.6-17). Locks the company.
 *
 * @returns the effects, in order.
 */
export async function runAutomations(
	tx: Transaction,
	engagement: EndedEngagement,
	verdict: 'success' | 'failure',
	causeEventId: string,
): Promise<AutomationEffect[]> {
	const { companyId } = engagement;
	await tx.lock('company', [companyId]);
	const automations = parseAutomations(verdict === 'success' ? engagement.onSuccess : engagement.onFailure);
	const { standing, ...situation } = await readAutomationSituation(tx, engagement);
	const effects = planAutomations(automations, situation);
	let relanceId = standing?.id;
	for (const effect of effects) relanceId = await carryOut(tx, engagement, causeEventId, relanceId, effect);
	return effects;
}

/** @returns the id of the company's relance afterwards. */
async function carryOut(
	tx: Transaction,
	{ id: engagementId, companyId, contactId }: EndedEngagement,
	causeId: string,
	relanceId: string | undefined,
	effect: AutomationEffect,
): Promise<string | undefined> {
	const subject = { companyId, contactId, engagementId };
	if (effect.kind === 'tag') {
		const { routineId, from, to } = effect;
		await changeTag(tx, { companyId, routineId, from, to, engagementId, causeId });
		return relanceId;
	}
	if (effect.kind === 'skipped') {
		const { automation, reason } = effect;
		await recordEvent(tx, { kind: 'automation-skipped', ...subject, causeId, data: { automation, reason } });
		return relanceId;
	}
	const { merged, previous, proposed } = effect;
	const { kind, relance } = merged;
	if (kind === 'unchanged') {
		const data = { relance, proposed };
		await recordEvent(tx, { kind: 'relance-unchanged', ...subject, relanceId: relanceId!, causeId, data });
		return relanceId;
	}
	const id = await writeRelance(tx, companyId, relance);
	const told = { ...subject, relanceId: id, causeId, data: { relance } };
	if (previous === null)
		await recordEvent(tx, { kind: 'relance-created', ...told, previous: { relance: null } });
	else if (kind === 'advanced')
		await recordEvent(tx, { kind: 'relance-advanced', ...told, previous: { relance: previous } });
	else await recordEvent(tx, { kind: 'relance-changed', ...told, previous: { relance: previous } });
	await writeCauseNote(tx, { companyId, contactId, engagementId, causeId, text: effect.note });
	return id;
}
