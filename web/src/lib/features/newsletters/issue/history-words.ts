import type { IssueHappening } from '#domain/newsletters/issues/history/read-issue-history.ts';
import { m } from '#texts/generated/messages.js';

/** Who did it. */
export function actorWords({ name, isSupport }: NonNullable<IssueHappening['by']>): string {
	return isSupport ? m.issues_history_support({ name }) : name;
}

/** What happened, in one sentence, without who did it. */
export function happeningSentence({ kind, people, from, to }: IssueHappening): string {
	const count = people ?? 0;
	switch (kind) {
		case 'due':
			return m.issues_history_due();
		case 'snapshot':
			return m.issues_history_snapshot({ count });
		case 'confirmed':
			return m.issues_history_confirmed();
		case 'paused':
			return m.issues_history_paused({ count });
		case 'resumed':
			return m.issues_history_resumed({ count });
		case 'stopped':
			return m.issues_history_stopped({ count });
		case 'sender-changed':
			return m.issues_history_sender_changed({ from: from ?? m.issues_sender_gone(), to: to ?? '', count });
		case 'sent-again':
			return m.issues_history_sent_again({ count });
		case 'part-done':
			return m.issues_history_part_done({ name: to ?? m.issues_sender_gone() });
		case 'left':
			return m.issues_history_left();
		case 'ended':
			return m.issues_history_ended();
	}
}
