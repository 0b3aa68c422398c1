import type { Automation } from '#domain/automations/automation.ts';
import { readAutomationSituation } from '#domain/automations/automation-situation.ts';
import { planAutomations, type AutomationEffect } from '#domain/automations/plan-automations.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What an end of today would do by itself, without doing it (docs/design/interface.md#consequences). */
export async function previewAutomations(
	tx: Transaction,
	end: { readonly companyId: string; readonly responsibleUserId: string },
	automations: readonly Automation[],
): Promise<AutomationEffect[]> {
	const { standing: _, ...situation } = await readAutomationSituation(tx, end);
	return planAutomations(automations, situation);
}
