/**
 * How somebody left the list of a newsletter (5.6-14): the link of a mail, a mail program's button (RFC 8058), STOP on the sheet,
 * the switch of *Inscrits*, an automation, or her wish to get nothing at all any more.
 */
export const UNSUBSCRIBE_CAUSES = [
	'link',
	'one-click',
	'stop',
	'settings',
	'automation',
	'everything',
] as const;
export type UnsubscribeCause = (typeof UNSUBSCRIBE_CAUSES)[number];

/** Her own act: only a recorded consent of hers brings her back (D-42, 5.2-15). */
export const OWN_ACTS = ['link', 'one-click', 'everything'] as const satisfies readonly UnsubscribeCause[];

export function isOwnAct(cause: UnsubscribeCause): boolean {
	return (OWN_ACTS as readonly UnsubscribeCause[]).includes(cause);
}
