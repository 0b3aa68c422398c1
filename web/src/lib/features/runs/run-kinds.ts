import Bell from '@lucide/svelte/icons/bell';
import FastForward from '@lucide/svelte/icons/fast-forward';
import Inbox from '@lucide/svelte/icons/inbox';
import Mails from '@lucide/svelte/icons/mails';
import Newspaper from '@lucide/svelte/icons/newspaper';
import Send from '@lucide/svelte/icons/send';
import Mail from '@lucide/svelte/icons/mail';
import PlugZap from '@lucide/svelte/icons/plug-zap';
import Plug from '@lucide/svelte/icons/plug';
import Repeat2 from '@lucide/svelte/icons/repeat-2';
import Workflow from '@lucide/svelte/icons/workflow';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import { m } from '#texts/generated/messages.js';
import type { RunKind } from '#workflows/contracts/run-ref.ts';

/** The icon of each kind of run; the compiler refuses a kind without one. */
export const KIND_ICONS = {
	engagement: Repeat2,
	mailbox: Inbox,
	message: Mail,
	connection: PlugZap,
	connect: Plug,
	domain: ShieldCheck,
	notifications: Bell,
	effect: Workflow,
	newsletter: Newspaper,
	issue: Mails,
	part: Send,
	clock: FastForward,
} as const satisfies Record<RunKind, unknown>;

const WORDS: Record<RunKind, () => string> = {
	engagement: m.runs_kind_engagement,
	mailbox: m.runs_kind_mailbox,
	message: m.runs_kind_message,
	connection: m.runs_kind_connection,
	connect: m.runs_kind_connect,
	domain: m.runs_kind_domain,
	notifications: m.runs_kind_notifications,
	effect: m.runs_kind_effect,
	newsletter: m.runs_kind_newsletter,
	issue: m.runs_kind_issue,
	part: m.runs_kind_part,
	clock: m.runs_kind_clock,
};

/** The name of a kind; test mails and those of the platform have names of their own. */
export function kindName(kind: RunKind, variant: string | null = null): string {
	if (variant === 'platform') return m.runs_kind_platform();
	return variant === 'test' ? m.runs_kind_test() : WORDS[kind]();
}

/** What a run is called: its kind and the beginning of its id. */
export function runTitle(kind: RunKind, id: string, variant: string | null = null): string {
	return m.runs_title({ kind: kindName(kind, variant), id: id.slice(0, 13) });
}
