/**
 * Everything that the timeline can tell (specification 1.15), with what its sentence needs and, where the change can be
 * undone, what stood before (5.4-9). The rows an event is about are columns (`EventSubject`); data holds ids, instants
 * (ISO 8601), codes and counts, never a name, an address or a text: those are read where the event is shown.
 */
import type { Priority, Tag } from '#prisma/generated/client/client.ts';

type Nothing = Record<string, never>;
type Verdict = 'success' | 'failure';

/** A step of an engagement's sequence, from 1. */
interface Step {
	position: number;
	steps: number;
}

/** What a relance says; `dueOn` is a day, `2026-03-29`. */
export interface RelanceFacts {
	dueOn: string;
	priority: Priority;
	followerIds: string[];
	origin: 'manual' | 'automation';
}

/** A tag on a routine; null: none. */
export interface TagFacts {
	tag: Tag | null;
	isFormerCustomer: boolean;
	isManual: boolean;
}

/** How a contact came to be, or changed: names of fields, not their values. */
interface Fields {
	fields: string[];
}

export interface EventShapes {
	// Engagements and their steps
	engaged: { data: { sequenceId: string; steps: number; startAt: string; how: 'manual' | 'automation' } };
	'step-sent': { data: Step };
	'step-uncertain': { data: Step };
	/** An uncertain step's fate: found by evidence, counted as left, decided by a person. */
	'step-settled': { data: Step & { how: 'evidence' | 'silence' | 'left' | 'resend' } };
	/** Refused for now, or the server could not be reached. */
	'step-deferred': { data: Step & { reason: string; until?: string; tries?: number; status?: string } };
	/** In flight when its run ended, and given back: it has not left (5.2-8). */
	'step-not-sent': { data: Step & { code: string } };
	'step-skipped': { data: Step };
	'step-rescheduled': { data: Step & { from?: string; to: string } };
	/** A person asked for a try at once. */
	'step-retried': { data: Step };
	'engagement-succeeded': { data: { reason: string } };
	'engagement-failed': { data: { reason: string; status?: string } };
	'engagement-withdrawn': { data: { reason: string } };
	/** STOP by a person, with its verdict; the step that had already left our process, if any. */
	'engagement-stopped': { data: { verdict: Verdict; inFlight?: number } };
	'engagement-paused': { data: { reason: 'paused-by-user' | 'sequence-paused' } };
	'engagement-resumed': { data: { nextAt?: string } };
	'engagement-blocked': { data: { reason: string } };
	'engagement-unblocked': { data: { reason: string } };
	/** A corrected verdict gave it another life (5.6-9); `position` is the step that leaves next. */
	'engagement-reopened': { data: { position: number; life: number } };
	/** A person went on after a mail that came before the first step (5.6-7). */
	'engagement-continued': { data: Nothing };
	'absence-decided': { data: { choice: string; until?: string } };
	'late-batch-decided': { data: { decision: 'send' | 'withdraw'; count: number } };
	/** An automation or a campaign passed over a contact, and why (5.2-7, 5.6-19). */
	'engagement-skipped': { data: { sequenceId: string; reason: string } };

	// Received mail
	'reply-received': { data: { rule: string } };
	'absence-received': { data: { rule: string; returnAt?: string } };
	'bounce-received': { data: { permanent: boolean; status?: string } };
	'objection-received': { data: { rule: string } };
	/** A mail without a verdict: it stands in the conversation. */
	'message-received': { data: { verdict: string } };
	'message-unreadable': { data: { code: string } };
	/** Before the first step: gives no verdict (5.6-7). */
	'early-message-received': { data: Nothing };
	'verdict-corrected': { data: { from: string; to: string } };

	// Written mail
	'mail-written': { data: { inReplyTo?: string } };
	'mail-sent': { data: Nothing };
	'mail-refused': { data: { code: string; status?: string } };
	'mail-uncertain': { data: Nothing };
	/** Found in Sent, written by its owner outside the product. */
	'mail-found': { data: Nothing };

	// Relances, tags, notes
	'relance-created': { data: { relance: RelanceFacts }; previous: { relance: null } };
	'relance-advanced': { data: { relance: RelanceFacts }; previous: { relance: RelanceFacts } };
	/** An automatic relance that changed nothing, kept in history only. */
	'relance-unchanged': { data: { relance: RelanceFacts; proposed: RelanceFacts } };
	'relance-changed': { data: { relance: RelanceFacts }; previous: { relance: RelanceFacts } };
	'relance-deleted': { data: Nothing; previous: { relance: RelanceFacts } };
	'tag-changed': { data: { routineId: string; tag: TagFacts | null }; previous: { tag: TagFacts | null } };
	'note-written': { data: Nothing };
	'note-changed': { data: Nothing };
	'note-deleted': { data: Nothing };
	/** An automation that could not be done: why. */
	'automation-skipped': { data: { automation: string; reason: string } };
	/** What an automation or a person had done was taken back (5.4-9). */
	undone: { data: { undoneEventId: string; restored: string[]; kept: string[] } };

	// Companies, contacts, addresses
	'company-created': { data: { how: 'manual' | 'demo' } };
	'company-changed': { data: Fields };
	'contact-created': { data: { how: 'manual' | 'downloaded' | 'demo' } };
	'contact-changed': { data: Fields };
	'contact-left': { data: { leftAt: string } };
	'contact-returned': { data: Nothing };
	'contact-address-cleared': { data: Nothing };
	'contact-address-invalid': { data: { addressId: string; status?: string } };
	'contact-erased': { data: Nothing };
	suppressed: { data: { suppressionId: string; cause: 'link' | 'one-click' | 'reply' | 'manual' } };
	'sheet-visited': { data: Nothing };

	// Mailboxes
	'mailbox-connected': { data: Nothing };
	'mailbox-lost': { data: { code: string } };
	'mailbox-unwatched': { data: Nothing };
	'mailbox-restored': { data: { blocked?: number } };
	'mailbox-changed': { data: Fields };
	'mailbox-deleted': { data: Nothing };

	// Sequences
	'sequence-deactivated': { data: { sequenceId: string; choice: string; engagements: number } };
	'sequence-activated': { data: { sequenceId: string } };

	// Support
	'support-acted': { data: { act: string; commandId?: string } };
	'support-granted': { data: { until: string } };
}

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

/** All kinds at run time; the compiler refuses a missing one. */
const PRESENT: Record<EventKind, true> = {
	engaged: true,
	'step-sent': true,
	'step-uncertain': true,
	'step-settled': true,
	'step-deferred': true,
	'step-not-sent': true,
	'step-skipped': true,
	'step-rescheduled': true,
	'step-retried': true,
	'engagement-succeeded': true,
	'engagement-failed': true,
	'engagement-withdrawn': true,
	'engagement-stopped': true,
	'engagement-paused': true,
	'engagement-resumed': true,
	'engagement-blocked': true,
	'engagement-unblocked': true,
	'engagement-reopened': true,
	'engagement-continued': true,
	'absence-decided': true,
	'late-batch-decided': true,
	'engagement-skipped': true,
	'reply-received': true,
	'absence-received': true,
	'bounce-received': true,
	'objection-received': true,
	'message-received': true,
	'message-unreadable': true,
	'early-message-received': true,
	'verdict-corrected': true,
	'mail-written': true,
	'mail-sent': true,
	'mail-refused': true,
	'mail-uncertain': true,
	'mail-found': true,
	'relance-created': true,
	'relance-advanced': true,
	'relance-unchanged': true,
	'relance-changed': true,
	'relance-deleted': true,
	'tag-changed': true,
	'note-written': true,
	'note-changed': true,
	'note-deleted': true,
	'automation-skipped': true,
	undone: true,
	'company-created': true,
	'company-changed': true,
	'contact-created': true,
	'contact-changed': true,
	'contact-left': true,
	'contact-returned': true,
	'contact-address-cleared': true,
	'contact-address-invalid': true,
	'contact-erased': true,
	suppressed: true,
	'sheet-visited': true,
	'mailbox-connected': true,
	'mailbox-lost': true,
	'mailbox-unwatched': true,
	'mailbox-restored': true,
	'mailbox-changed': true,
	'mailbox-deleted': true,
	'sequence-deactivated': true,
	'sequence-activated': true,
	'support-acted': true,
	'support-granted': true,
};

export const EVENT_KINDS = Object.keys(PRESENT) as EventKind[];
