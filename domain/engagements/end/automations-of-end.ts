import { parseAutomations, type Automation } from '#domain/automations/automation.ts';
import type { AutomationCause } from '#domain/automations/automation-cause.ts';

/** What the automations need of an engagement that ended. */
export interface EndedEngagement {
	readonly id: string;
	readonly companyId: string;
	readonly contactId: string;
	readonly responsibleUserId: string;
	/** Automation[] as its columns hold them. */
	readonly onSuccess: unknown;
	readonly onFailure: unknown;
}

/** The cause that the end of an engagement is, and the automations of its verdict. */
export function ofEnd(
	run: EndedEngagement,
	verdict: 'success' | 'failure',
	eventId: string,
): [AutomationCause, Automation[]] {
	const { id: engagementId, companyId, contactId, responsibleUserId: userId } = run;
	return [
		{ eventId, userId, subject: { companyId, contactId, engagementId } },
		parseAutomations(verdict === 'success' ? run.onSuccess : run.onFailure),
	];
}
