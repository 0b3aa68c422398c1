import { COMPANY_EVENTS, type CompanyEvents } from './kinds/companies.ts';
import { ENGAGEMENT_EVENTS, type EngagementEvents } from './kinds/engagements.ts';
import { MAILBOX_EVENTS, type MailboxEvents } from './kinds/mailboxes.ts';
import { MAIL_EVENTS, type MailEvents } from './kinds/mails.ts';
import { NEWSLETTER_EVENTS, type NewsletterEvents } from './kinds/newsletters.ts';
import { RELANCE_EVENTS, type RelanceEvents } from './kinds/relances.ts';
import { SEQUENCE_EVENTS, type SequenceEvents } from './kinds/sequences.ts';
import { SUPPORT_EVENTS, type SupportEvents } from './kinds/support.ts';

/**
 * Everything that the timeline can tell (docs/model.md#timeline), with what its sentence needs and, where the change can be
 * undone, what stood before (5.4-9). The rows an event is about are columns (`EventSubject`); data holds ids, instants
 * (ISO 8601), codes and counts, never a name, an address or a text: those are read where the event is shown.
 * The kinds of each area stand in `kinds/<area>.ts`.
 */
export interface EventShapes
	extends
		EngagementEvents,
		MailEvents,
		RelanceEvents,
		CompanyEvents,
		MailboxEvents,
		SequenceEvents,
		NewsletterEvents,
		SupportEvents {}

export type EventKind = keyof EventShapes;

export type EventData<K extends EventKind> = EventShapes[K]['data'];

/** What stood before; never for a kind that cannot be undone. */
export type EventPrevious<K extends EventKind> = EventShapes[K] extends { previous: infer P } ? P : never;

/** The rows an event is about. */
export interface EventSubject {
	companyId?: string | null;
	contactId?: string | null;
	engagementId?: string | null;
	mailboxId?: string | null;
	sendId?: string | null;
	messageId?: string | null;
	relanceId?: string | null;
	noteId?: string | null;
}

/** All kinds at run time. */
export const EVENT_KINDS = Object.keys({
	...ENGAGEMENT_EVENTS,
	...MAIL_EVENTS,
	...RELANCE_EVENTS,
	...COMPANY_EVENTS,
	...MAILBOX_EVENTS,
	...SEQUENCE_EVENTS,
	...NEWSLETTER_EVENTS,
	...SUPPORT_EVENTS,
}) as EventKind[];
