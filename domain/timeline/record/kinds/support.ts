/** What support did. */
export interface SupportEvents {
	/** `run`: the workflow id of a run that is no engagement. `motive`: why, in support's own words (D-22). */
	'support-acted': { data: { act: string; commandId?: string; run?: string; motive?: string } };
	'support-granted': { data: { until: string } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const SUPPORT_EVENTS: Record<keyof SupportEvents, true> = {
	'support-acted': true,
	'support-granted': true,
};
