import { writeCauseNote } from '#domain/notes/write-cause-note.ts';
import { writeRelance } from '#domain/relances/relance-rows.ts';
import { changeTag } from '#domain/tags/tag-rows.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { NewsletterAutomation } from './automation.ts';
import type { AutomationCause } from './automation-cause.ts';
import { readAutomationSituation } from './automation-situation.ts';
import { deferEffects, type DeferredEffect } from './effect-rows.ts';
import { planAutomations, type AutomationEffect } from './plan-automations.ts';

/**
 * Does what its cause does by itself, once: each effect is a line of the timeline with its cause and what stood before
 * (5.4-9), and an automatic relance leaves its cause as a note (5.6-17). What would need locks that the cause may not take
 * is written as a row that a run of its own carries out. Locks the company where a relance or a tag may change.
 *
 * @returns the effects, in order.
 */
export async function runAutomations(
	tx: Transaction,
	cause: AutomationCause,
	automations: readonly NewsletterAutomation[],
): Promise<AutomationEffect[]> {
	const { companyId } = cause.subject;
	if (automations.some(({ kind }) => kind === 'relance' || kind === 'tag'))
		await tx.lock('company', [companyId]);
	const { standing, ...situation } = await readAutomationSituation(tx, {
		companyId,
		responsibleUserId: cause.userId,
	});
	const effects = planAutomations(automations, situation);
	let relanceId = standing?.id;
	for (const effect of effects) relanceId = await carryOut(tx, cause, relanceId, effect);
	await deferEffects(
		tx,
		cause,
		effects.flatMap((effect) => deferredOf(effect, cause)),
	);
	return effects;
}

function deferredOf(effect: AutomationEffect, { newsletterId }: AutomationCause): DeferredEffect[] {
	if (effect.kind === 'engage') return [{ kind: 'engage', sequenceId: effect.sequenceId }];
	return effect.kind === 'unsubscribe' && newsletterId ? [{ kind: 'unsubscribe', newsletterId }] : [];
}

/** @returns the id of the company's relance afterwards. */
async function carryOut(
	tx: Transaction,
	{ eventId: causeId, subject }: AutomationCause,
	relanceId: string | undefined,
	effect: AutomationEffect,
): Promise<string | undefined> {
	const { companyId, contactId, engagementId } = subject;
	if (effect.kind === 'engage' || effect.kind === 'unsubscribe') return relanceId;
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
