import { accessToMessages } from '#domain/privacy/open-mails.ts';
import { withheldKind } from '#domain/privacy/withheld-kind.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { TimelineLine } from './list-timeline.ts';

/** Of lines about mails that the reader may not read date and direction remain, with a lock (5.7-9). */
export async function withholdLines(
	tx: Transaction,
	actor: Actor,
	lines: readonly TimelineLine[],
): Promise<TimelineLine[]> {
	const ids = lines.flatMap(({ kind, messageId }) => (messageId && withheldKind(kind) ? messageId : []));
	const access = await accessToMessages(tx, actor.userId, ids);
	return lines.map((line) => {
		const kind = withheldKind(line.kind);
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
