import { notify } from '#domain/notifications/notify.ts';
import { answerFor, engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Concerned } from './read-concerned.ts';

/**
 * Tells the person in whose name we wrote of a mail that ends nothing: after the end, from a colleague, in answer to a mail
 * that she wrote herself or to a newsletter that left in her name. Where nobody knows a company that it belongs to, *Aujourd'hui* lists it all the same.
 */
export async function tellWriter(
	tx: Transaction,
	{ about, contactId, companyId, writerId: userId }: Concerned,
	told: {
		readonly eventId: string;
		readonly message: { readonly id: string; readonly verdict: string; readonly contactId: string | null };
	},
): Promise<void> {
	if (!about || !userId || !companyId) return;
	const { eventId, message } = told;
	const whom = message.contactId ?? contactId;
	const isReply = message.verdict === 'reply';
	await notify(tx, {
		userId,
		kind: answerFor(about, {
			engagement: () => 'message-received',
			message: () => (isReply ? 'reply' : 'message-received'),
			issue: () => (isReply ? 'reply' : 'message-received'),
		}),
		companyId,
		engagementId: engagementOf(about),
		eventId,
		data: { ...(whom ? { contactId: whom } : {}), messageId: message.id },
	});
}
