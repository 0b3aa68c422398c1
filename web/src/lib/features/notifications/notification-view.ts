import type { Component } from 'svelte';
import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleX from '@lucide/svelte/icons/circle-x';
import Hand from '@lucide/svelte/icons/hand';
import Inbox from '@lucide/svelte/icons/inbox';
import MailOpen from '@lucide/svelte/icons/mail-open';
import MousePointerClick from '@lucide/svelte/icons/mouse-pointer-click';
import OctagonX from '@lucide/svelte/icons/octagon-x';
import PlugZap from '@lucide/svelte/icons/plug-zap';
import Reply from '@lucide/svelte/icons/reply';
import Settings from '@lucide/svelte/icons/settings-2';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
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
	/** What a click opens: sheet, engagement, mailbox, its connection, an issue or *Délivrabilité*. */
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
	'link-clicked': { icon: MousePointerClick },
	'mail-opened': { icon: MailOpen },
	'wrote-outside': { icon: Hand },
	'mailbox-lost': { icon: TriangleAlert, state: 'blocked' },
	'mailbox-refused': { icon: TriangleAlert, state: 'blocked' },
	'mailbox-restored': { icon: CircleCheck, state: 'succeeded' },
	'mailbox-changed': { icon: Settings },
	'mailbox-unshared': { icon: TriangleAlert, state: 'blocked' },
	'mailbox-tested': { icon: PlugZap },
	'deletions-held': { icon: Hand, state: 'blocked' },
	'deletions-unfinished': { icon: Hand, state: 'blocked' },
	'deletions-followed': { icon: Settings },
	'domain-broken': { icon: ShieldAlert, state: 'blocked' },
	'domain-right': { icon: ShieldCheck, state: 'succeeded' },
	'mailbox-connected': { icon: CircleCheck, state: 'succeeded' },
	'connection-consented': { icon: CircleCheck, state: 'succeeded' },
	'connection-consent-refused': { icon: CircleX, state: 'blocked' },
	'connection-blocked': { icon: Hand, state: 'blocked' },
	'issue-asks': { icon: Hand, state: 'blocked' },
	'issue-held': { icon: TriangleAlert, state: 'blocked' },
};

/** Null for a kind that no sentence tells. */
export function notificationView(line: NotificationLine, language: Language): NotificationView | null {
	if (!isToldNotification(line.kind)) return null;
	const by = line.by && line.bySupport ? m.support_named({ user: line.by }, { locale: language }) : line.by;
	const domain = typeof line.data.domain === 'string' ? line.data.domain : null;
	const count = typeof line.data.count === 'number' ? line.data.count : null;
	const names = { contact: line.contact?.name, company: line.company?.name, user: by, domain, count };
	return {
		id: line.id,
		...LOOKS[line.kind],
		sentence: notificationSentence(line.kind, names, language),
		detail: [
			line.company?.name,
			line.sequence,
			domain ? null : line.mailbox?.address,
			line.connection?.address,
			line.issue?.title,
		]
			.filter(Boolean)
			.join(' · '),
		href: hrefOf(line),
	};
}

function hrefOf({ kind, company, engagementId, mailbox, connection, issue, data }: NotificationLine): string {
	if ((kind === 'choice-needed' || kind === 'wrote-outside') && engagementId)
		return `/engagements/${engagementId}`;
	if (kind === 'domain-broken' || kind === 'domain-right') return '/settings/deliverability';
	if (mailbox) return `/settings/mailboxes/${mailbox.id}`;
	if (connection) return connection.isOwn ? '/profile/mailbox' : '/settings/mailboxes';
	if (issue) return `/newsletters/${issue.newsletterId}/issues/${issue.id}`;
	if (!company) return '/profile';
	const message = typeof data.messageId === 'string' ? `#message-${data.messageId}` : '';
	return `/companies/${company.id}?view=timeline${message}`;
}
