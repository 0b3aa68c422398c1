/** What was measured of mails, and what people said about that. */
export interface TrackingEvents {
	/** A person followed a link (5.7-12); which one of its mail, or of the issue that it is a mail of. */
	'link-clicked': { data: { link: number; issueId?: string } };
	/** A person who agreed to it opened a mail. */
	'mail-opened': { data: Record<never, never> };
	/** Her *choix de mesure* (D-67): `page`, `user` or `support` wrote it down. */
	'measuring-chosen': { data: { opens: string; clicks: string; source: string } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const TRACKING_EVENTS: Record<keyof TrackingEvents, true> = {
	'link-clicked': true,
	'mail-opened': true,
	'measuring-chosen': true,
};
