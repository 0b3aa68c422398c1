import type { EventKind } from '#domain/timeline/record/event-kinds.ts';
import { accessToMessages } from '#domain/privacy/open-mails.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { TimelineLine } from './list-timeline.ts';

/** Lines that stand for a stored mail, as they read where the mail is not the reader's: how it went, and no more. */
const OF_A_MAIL: Partial<Record<string, EventKind>> = {
	'reply-received': 'message-received',
	'absence-received': 'message-received',
	'bounce-received': 'message-received',
	'objection-received': 'message-received',
	'message-received': 'message-received',
	'message-unreadable': 'message-received',
	'early-message-received': 'message-received',
	'mail-found': 'mail-found',
} satisfies Partial<Record<EventKind, EventKind>>;

/** Of lines about mails that the reader may not read date and direction remain, with a lock (5.7-9). */
export async function withholdLines(
	tx: Transaction,
	actor: Actor,
	lines: readonly TimelineLine[],
): Promise<TimelineLine[]> {
	const ids = lines.flatMap(({ kind, messageId }) => (messageId && OF_A_MAIL[kind] ? messageId : []));
	const access = await accessToMessages(tx, actor.userId, ids);
	return lines.map((line) => {
		const kind = OF_A_MAIL[line.kind];
		if (!kind || !line.messageId || access.get(line.messageId)?.isOpen) return line;
		return {
			...line,
			kind,
			data: {},
			previous: null,
			mailbox: null,
			sendId: null,
			users: {},
			isWithheld: true,
		};
	});
}
