import { notify } from '#domain/notifications/notify.ts';
import { readersOfMailbox } from '#domain/notifications/people-of-mailbox.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import { engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Concerned } from './read-concerned.ts';

/**
 * Asks, in the flag, what a doubtful mail is that holds no run: the person in whose name we wrote, else everybody who
 * reads the mailbox that it came to (5.6-13). A run that it holds asks by itself.
 */
export async function tellDoubt(
	tx: Transaction,
	{ about, contactId, companyId, writerId }: Concerned,
	asked: {
		readonly eventId: string;
		readonly message: { readonly id: string; readonly mailboxId: string; readonly contactId: string | null };
	},
): Promise<void> {
	if (!companyId) return;
	const { eventId, message } = asked;
	const whom = message.contactId ?? contactId;
	const asks = {
		kind: 'choice-needed',
		companyId,
		engagementId: engagementOf(about),
		eventId,
		data: { ...(whom ? { contactId: whom } : {}), reason: 'verdict-doubtful', messageId: message.id },
	} as const;
	const people = writerId ? [writerId] : await readersOfMailbox(tx, message.mailboxId);
	for (const userId of people) await notify(tx, { userId, ...asks });
}

/** Somebody said what it is: the question counts as treated. */
export async function settleTold(tx: Transaction, messageId: string): Promise<void> {
	const data = { path: ['messageId'], equals: messageId };
	await resolveNotifications(tx, { kind: 'choice-needed', data });
}
