/** What makes a recipient of an issue a success, each where the newsletter says that it counts. */
export const SUCCESS_CAUSES = ['reply', 'click'] as const;

/**
 * What makes her a failure: she refused the offer, objects, her server refused the mail for good, her address is dead, she marked
 * the mail as unwanted, she left the list, she did nothing while the issue was observed.
 */
export const FAILURE_CAUSES = [
	'negative-reply',
	'objection',
	'refused',
	'bounce',
	'complaint',
	'unsubscribed',
	'elapsed',
] as const;

export type SuccessCause = (typeof SUCCESS_CAUSES)[number];
export type OutcomeCause = SuccessCause | (typeof FAILURE_CAUSES)[number];

export function isSuccess(cause: OutcomeCause): cause is SuccessCause {
	return (SUCCESS_CAUSES as readonly OutcomeCause[]).includes(cause);
}
