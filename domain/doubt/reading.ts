/** What a person may say that a received mail is; while its verdict is `doubtful`, some of them are its likely readings. */
export const READINGS = [
	'reply',
	'negative-reply',
	'acknowledgement',
	'absence',
	'objection',
	'bounce-hard',
	'bounce-soft',
	'none',
] as const;

/**
 * - `negative-reply`: a person refuses the offer and objects to nothing: failure, the address is kept (5.7-1).
 * - `bounce-hard`: a report that the address does not exist. `bounce-soft`: one that this mail was refused for good.
 * - `acknowledgement`: an automatic message. `none`: something else, which changes nothing.
 */
export type Reading = (typeof READINGS)[number];
