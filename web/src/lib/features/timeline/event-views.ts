/** Lines of a timeline as they are shown: the sentence, its icon and state, who or what stands behind it. */
import type { Component } from 'svelte';
import Ban from '@lucide/svelte/icons/ban';
import Building from '@lucide/svelte/icons/building-2';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import CircleX from '@lucide/svelte/icons/circle-x';
import Clock from '@lucide/svelte/icons/clock';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Flag from '@lucide/svelte/icons/flag';
import Inbox from '@lucide/svelte/icons/inbox';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import MailOpen from '@lucide/svelte/icons/mail-open';
import MailX from '@lucide/svelte/icons/mail-x';
import MailQuestion from '@lucide/svelte/icons/mail-question-mark';
import MousePointerClick from '@lucide/svelte/icons/mouse-pointer-click';
import OctagonX from '@lucide/svelte/icons/octagon-x';
import Newspaper from '@lucide/svelte/icons/newspaper';
import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import Repeat from '@lucide/svelte/icons/repeat';
import Reply from '@lucide/svelte/icons/reply';
import Send from '@lucide/svelte/icons/send';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Tag from '@lucide/svelte/icons/tag';
import Undo from '@lucide/svelte/icons/undo-2';
import UserRound from '@lucide/svelte/icons/user-round';
import type { TimelineLine } from '#domain/timeline/show/list-timeline.ts';
import { eventSentence, isToldEvent, type ToldEvent } from '#texts/events.ts';
import type { Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { RunState } from '#texts/reasons.ts';
import type { TimelineEntry } from '#lib/ui/timeline/timeline-entry.ts';
import { reasonName } from '#lib/features/engagements/reason-names.ts';
import { factsOf } from './event-facts.ts';

type Icon = Component<{ size?: number; strokeWidth?: number }>;

/** The mark of each kind: one without a mark does not compile. */
const ICONS: Record<ToldEvent, Icon> = {
	engaged: Repeat,
	'step-sent': Send,
	'step-uncertain': CircleHelp,
	'step-settled': CircleCheck,
	'step-deferred': Clock,
	'step-not-sent': MailX,
	'step-skipped': Repeat,
	'step-rescheduled': Repeat,
	'step-retried': Repeat,
	'engagement-succeeded': CircleCheck,
	'engagement-failed': CircleX,
	'engagement-withdrawn': Ban,
	'engagement-stopped': OctagonX,
	'engagement-paused': Pause,
	'engagement-resumed': Play,
	'engagement-blocked': Repeat,
	'engagement-unblocked': Repeat,
	'engagement-reopened': Repeat,
	'engagement-continued': Repeat,
	'absence-decided': Repeat,
	'late-batch-decided': Repeat,
	'engagement-skipped': Repeat,
	'reply-received': Reply,
	'negative-reply-received': Reply,
	'absence-received': Clock,
	'bounce-received': MailX,
	'objection-received': Ban,
	'complaint-received': Ban,
	'message-received': Inbox,
	'message-unreadable': MailQuestion,
	'early-message-received': Inbox,
	'doubtful-message-received': CircleHelp,
	'reading-chosen': CircleCheck,
	'outside-message-received': Inbox,
	'verdict-corrected': Repeat,
	'mail-written': Send,
	'mail-sent': Send,
	'mail-refused': MailX,
	'mail-held': Repeat,
	'mail-uncertain': Repeat,
	'mail-found': Repeat,
	'mail-gone': MailX,
	'mail-privacy-changed': LockKeyhole,
	'relance-created': Flag,
	'relance-advanced': Flag,
	'relance-unchanged': Flag,
	'relance-changed': Flag,
	'relance-deleted': Flag,
	'tag-changed': Tag,
	'note-written': StickyNote,
	'note-changed': StickyNote,
	'note-deleted': StickyNote,
	'automation-skipped': Repeat,
	undone: Undo,
	'company-created': Building,
	'company-changed': Building,
	'contact-created': UserRound,
	'contact-changed': UserRound,
	'contact-left': UserRound,
	'contact-returned': UserRound,
	'contact-address-cleared': Repeat,
	'contact-address-invalid': MailX,
	'contact-erased': Repeat,
	suppressed: Ban,
	'suppression-lifted': Undo,
	'link-clicked': MousePointerClick,
	'mail-opened': MailOpen,
	'measuring-chosen': EyeOff,
	'sheet-visited': Eye,
	'mailbox-connected': Repeat,
	'mailbox-first-read': Inbox,
	'mailbox-folder-missing': Repeat,
	'mailbox-linked': Inbox,
	'mailbox-deletions': Repeat,
	'mailbox-lost': Repeat,
	'mailbox-unwatched': Repeat,
	'mailbox-restored': Repeat,
	'mailbox-read-back': Repeat,
	'mailbox-refused': Repeat,
	'mailbox-accepted': Repeat,
	'mailbox-changed': Repeat,
	'mailbox-tested': Repeat,
	'mailbox-deleted': Repeat,
	'sequence-deactivated': Repeat,
	'sequence-activated': Repeat,
	'newsletter-activated': Newspaper,
	'newsletter-deactivated': Newspaper,
	'newsletter-deleted': Newspaper,
	'newsletter-subscribed': Newspaper,
	'newsletter-unsubscribed': Ban,
	'newsletter-sent': Newspaper,
	'newsletter-sender-changed': Newspaper,
	'issue-succeeded': CircleCheck,
	'issue-failed': CircleX,
	'issue-outcome-reopened': Undo,
	'support-acted': Repeat,
	'support-granted': Repeat,
};

const STATES: Partial<Record<ToldEvent, RunState>> = {
	'reply-received': 'succeeded',
	'engagement-succeeded': 'succeeded',
	'engagement-failed': 'failed',
	'issue-succeeded': 'succeeded',
	'issue-failed': 'failed',
	'bounce-received': 'failed',
	'objection-received': 'failed',
	'negative-reply-received': 'failed',
	'doubtful-message-received': 'blocked',
	'complaint-received': 'failed',
	suppressed: 'failed',
	'step-uncertain': 'blocked',
	'message-unreadable': 'blocked',
	'engagement-blocked': 'blocked',
};

/** Lines that say nothing of why, where no other line stands for their cause (5.2-3, 5.2-7). */
const HAS_REASON = new Set<string>([
	'engagement-succeeded',
	'engagement-failed',
	'engagement-blocked',
	'engagement-skipped',
] satisfies ToldEvent[]);

/** A line of what happened. */
export interface PastEntry extends TimelineEntry {
	line: TimelineLine;
}

/** A line of the timeline from what the server told; `byId` has the lines that it names. */
export function pastEntry(
	line: TimelineLine,
	reader: Reader,
	byId: ReadonlyMap<string, TimelineLine>,
): PastEntry {
	const kind = isToldEvent(line.kind) ? line.kind : undefined;
	const cause = line.causeId ? byId.get(line.causeId) : undefined;
	return {
		id: line.id,
		at: line.at,
		icon: line.isWithheld ? LockKeyhole : kind ? ICONS[kind] : Repeat,
		state: kind && STATES[kind],
		title: titleOf(line, byId, reader),
		detail: byline(line, cause, reader),
		line,
	};
}

function titleOf(line: TimelineLine, byId: ReadonlyMap<string, TimelineLine>, reader: Reader): string {
	if (!isToldEvent(line.kind)) return line.kind;
	if (line.isWithheld) return withheldSentence(line);
	const undone =
		line.kind === 'undone' && typeof line.data.undoneEventId === 'string'
			? byId.get(line.data.undoneEventId)
			: undefined;
	return undone && isToldEvent(undone.kind)
		? m.event_undone_what({ what: eventSentence(undone.kind, factsOf(undone), reader) })
		: eventSentence(line.kind, factsOf(line), reader);
}

/** Of a mail that is not the reader's (5.7-9). */
function withheldSentence({ kind, contact }: TimelineLine): string {
	const whom = { contact: contact?.name ?? '–' };
	if (kind === 'verdict-corrected') return m.event_verdict_corrected(whom);
	return kind === 'mail-found' ? m.event_mail_withheld_out(whom) : m.event_mail_withheld_in(whom);
}

function byline(line: TimelineLine, cause: TimelineLine | undefined, reader: Reader): string | undefined {
	if (line.bySupport) {
		const by = line.actor ? m.event_by_support_named({ user: line.actor.name }) : m.event_by_support();
		const { motive } = line.data;
		return typeof motive === 'string' ? `${by} · ${motive}` : by;
	}
	if (line.actor) return m.event_by({ user: line.actor.name });
	if (!cause || !isToldEvent(cause.kind)) return whyOf(line);
	const told = cause.isWithheld ? withheldSentence(cause) : eventSentence(cause.kind, factsOf(cause), reader);
	const caused = m.event_cause({ cause: told });
	// What set it off says nothing of why it was not done.
	return line.kind === 'engagement-skipped' ? [whyOf(line), caused].filter(Boolean).join(' · ') : caused;
}

function whyOf({ kind, data }: TimelineLine): string | undefined {
	return HAS_REASON.has(kind) && typeof data.reason === 'string' ? reasonName(data.reason) : undefined;
}
