import type { Component } from 'svelte';
import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleX from '@lucide/svelte/icons/circle-x';
import Hand from '@lucide/svelte/icons/hand';
import Inbox from '@lucide/svelte/icons/inbox';
import OctagonX from '@lucide/svelte/icons/octagon-x';
import PlugZap from '@lucide/svelte/icons/plug-zap';
import Reply from '@lucide/svelte/icons/reply';
import Settings from '@lucide/svelte/icons/settings-2';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { NotificationLine } from '#domain/notifications/list-notifications.ts';
import { m } from '#texts/generated/messages.js';
import { isToldNotification, notificationSentence, type ToldNotification } from '#texts/notifications.ts';
import type { Language } from '#texts/language.ts';
import type { RunState } from '#texts/reasons.ts';

/** A notification as the flag's history and the toast show it. */
export interface NotificationView {
	id: string;
	icon: Component<{ size?: number }>;
	/** Colours the icon as a run's state. */
	state?: RunState;
	sentence: string;
	/** Where it happened. */
	detail: string;
	/** What a click opens: sheet, engagement or mailbox. */
	href: string;
}

const LOOKS: Record<ToldNotification, { icon: Component<{ size?: number }>; state?: RunState }> = {
	reply: { icon: Reply, state: 'succeeded' },
	'engagement-succeeded': { icon: CircleCheck, state: 'succeeded' },
	'engagement-failed': { icon: CircleX, state: 'failed' },
	'engagement-stopped': { icon: OctagonX, state: 'withdrawn' },
	'choice-needed': { icon: Hand, state: 'blocked' },
	'message-received': { icon: Inbox },
	complaint: { icon: Ban, state: 'failed' },
	'wrote-outside': { icon: Hand },
	'mailbox-lost': { icon: TriangleAlert, state: 'blocked' },
	'mailbox-refused': { icon: TriangleAlert, state: 'blocked' },
	'mailbox-restored': { icon: CircleCheck, state: 'succeeded' },
	'mailbox-changed': { icon: Settings },
	'mailbox-tested': { icon: PlugZap },
};

/** Null for a kind that no sentence tells. */
export function notificationView(line: NotificationLine, language: Language): NotificationView | null {
	if (!isToldNotification(line.kind)) return null;
	const by = line.by && line.bySupport ? m.support_named({ user: line.by }, { locale: language }) : line.by;
	const names = { contact: line.contact?.name, company: line.company?.name, user: by };
	return {
		id: line.id,
		...LOOKS[line.kind],
		sentence: notificationSentence(line.kind, names, language),
		detail: [line.company?.name, line.sequence, line.mailbox?.address].filter(Boolean).join(' · '),
		href: hrefOf(line),
	};
}

function hrefOf({ kind, company, engagementId, mailbox, data }: NotificationLine): string {
	if ((kind === 'choice-needed' || kind === 'wrote-outside') && engagementId)
		return `/engagements/${engagementId}`;
	if (mailbox) return `/settings/mailboxes/${mailbox.id}`;
	if (!company) return '/profile';
	const message = typeof data.messageId === 'string' ? `#message-${data.messageId}` : '';
	return `/companies/${company.id}?view=timeline${message}`;
}
