/**
 * What people are told by the flag (C1-49 to C1-52), with its target: a company's sheet, a mailbox for technical
 * ones, which are treated when the incident is over (5.6-6), a mailbox that is being connected,
 * or an issue of a newsletter, likewise treated when what it tells is over. `data` holds ids, instants and codes only.
 */
export interface NotificationShapes {
	reply: { target: 'company'; data: { contactId?: string; messageId?: string } };
	'engagement-succeeded': { target: 'company'; data: { contactId?: string; reason: string } };
	'engagement-failed': { target: 'company'; data: { contactId?: string; reason: string } };
	/** Somebody else stopped, withdrew or paused an engagement of one's own (5.6-2). */
	'engagement-stopped': {
		target: 'company';
		/** `bySupport`: `byUserId` names one of the installation's support (D-22). */
		data: { contactId?: string; act: string; byUserId?: string; bySupport?: true };
	};
	/** The run waits for a choice or for something to be mended. */
	'choice-needed': { target: 'company'; data: { contactId?: string; reason: string; messageId?: string } };
	'message-received': { target: 'company'; data: { contactId?: string; messageId?: string } };
	/** A provider reports a mail of one's own as unwanted, and no run was left to end (D-05). */
	complaint: { target: 'company'; data: { contactId?: string; messageId?: string } };
	/** A person followed a link of a mail of one's own, or opened it having agreed to that (C1-43): once a person and hour. */
	'link-clicked': { target: 'company'; data: { contactId?: string } };
	'mail-opened': { target: 'company'; data: { contactId?: string } };
	/** A mail left for a contact outside the sequence that writes to this person: STOP and *Retirer* are offered (5.2-1). */
	'wrote-outside': { target: 'company'; data: { contactId?: string; byUserId?: string } };
	'mailbox-lost': { target: 'mailbox'; data: { code: string } };
	/** A server refuses its mails because of us, or too many were refused (5.7-4): once an incident. */
	'mailbox-refused': { target: 'mailbox'; data: { code: string; scope: string } };
	/** One recovery notice, in the flag only (5.2-21). */
	'mailbox-restored': { target: 'mailbox'; data: { blocked?: number } };
	/** A responsable changed the settings of one's mailbox (5.6-3). */
	'mailbox-changed': { target: 'mailbox'; data: { byUserId: string } };
	/** One is no user of a shared mailbox any more (D-25); `count`: mails that one wrote from it and that wait. */
	'mailbox-unshared': { target: 'mailbox'; data: { byUserId: string; count: number } };
	/** Somebody else tested the connection of one's mailbox (5.6-3). */
	'mailbox-tested': { target: 'mailbox'; data: { byUserId: string } };
	/** More mails are gone from one's mailbox at once than are erased without a word of a person (G-18). */
	'deletions-held': { target: 'mailbox'; data: Record<never, never> };
	/** For a week no night saw every folder of one's mailbox: what is deleted there is erased nowhere (G-18). */
	'deletions-unfinished': { target: 'mailbox'; data: Record<never, never> };
	/** Deletions in a mailbox are carried over into everybody's history from now on (G-18): responsables are told. */
	'deletions-followed': { target: 'mailbox'; data: { byUserId: string } };
	/** What a domain publishes is not right any more (E-17); the mailbox is one that sends from it. */
	'domain-broken': { target: 'mailbox'; data: { domain: string } };
	'domain-right': { target: 'mailbox'; data: { domain: string } };
	/** A connection that waited went on by itself, and its mailbox is synchronised. */
	'mailbox-connected': { target: 'mailbox'; data: Record<never, never> };
	/** What an administrator answered while nobody looked (C1-16). */
	'connection-consented': { target: 'connection'; data: Record<never, never> };
	'connection-consent-refused': { target: 'connection'; data: Record<never, never> };
	/** A connection that tried again by itself waits for a person now. */
	'connection-blocked': { target: 'connection'; data: Record<never, never> };
	/** An issue of one's newsletter waits for a person before it leaves: nobody changed its content, or it may have left already. */
	'issue-asks': { target: 'issue'; data: Record<never, never> };
	/** What one relay, or a sender that is gone, was to send of an issue of one's newsletter waits (D-43): once until it goes on. */
	'issue-held': { target: 'issue'; data: Record<never, never> };
}

export type NotificationKind = keyof NotificationShapes;

const TARGETS: { [K in NotificationKind]: NotificationShapes[K]['target'] } = {
	reply: 'company',
	'engagement-succeeded': 'company',
	'engagement-failed': 'company',
	'engagement-stopped': 'company',
	'choice-needed': 'company',
	'message-received': 'company',
	complaint: 'company',
	'link-clicked': 'company',
	'mail-opened': 'company',
	'wrote-outside': 'company',
	'mailbox-lost': 'mailbox',
	'mailbox-refused': 'mailbox',
	'mailbox-restored': 'mailbox',
	'mailbox-changed': 'mailbox',
	'mailbox-unshared': 'mailbox',
	'mailbox-tested': 'mailbox',
	'deletions-held': 'mailbox',
	'deletions-unfinished': 'mailbox',
	'deletions-followed': 'mailbox',
	'domain-broken': 'mailbox',
	'domain-right': 'mailbox',
	'mailbox-connected': 'mailbox',
	'connection-consented': 'connection',
	'connection-consent-refused': 'connection',
	'connection-blocked': 'connection',
	'issue-asks': 'issue',
	'issue-held': 'issue',
};

/** Treated when their incident is over, and by no visit (5.6-6). */
export const INCIDENT_KINDS = ['mailbox-lost', 'mailbox-refused', 'domain-broken'] as const;

export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const NOTIFICATION_KINDS = Object.keys(TARGETS) as NotificationKind[];

/** What a click on it opens, and what treats it. */
export function targetOf(kind: NotificationKind): 'company' | 'mailbox' | 'connection' | 'issue' {
	return TARGETS[kind];
}
