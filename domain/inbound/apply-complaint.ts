import { settlePlaceOf } from '#domain/newsletters/issues/closing/settle-place.ts';
import { notify } from '#domain/notifications/notify.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import type { EventSubject } from '#domain/timeline/record/event-kinds.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Concerned } from './read-concerned.ts';
import { NO_EFFECT, withEffects, type VerdictEffect } from './verdict-effect.ts';

/** A provider's proven report that a mail of ours was marked as unwanted. */
export interface Complaint {
	readonly message: { readonly id: string; readonly sendId: string | null };
	readonly concerned: Concerned;
	readonly subject: EventSubject;
	readonly rule: string;
}

/**
 * What a proven complaint does (D-05): the address of the mail that it quotes goes on the *Liste d’opposition*, and every run
 * that writes to it ends as reported; of a newsletter, she is a failure of that issue. Where nothing was left to end, the person
 * in whose name we wrote is told, once.
 */
export async function applyComplaint(
	tx: Transaction,
	{ message, concerned, subject, rule }: Complaint,
): Promise<VerdictEffect> {
	const { id: messageId, sendId } = message;
	const { id: causeId } = await recordEvent(tx, { kind: 'complaint-received', ...subject, data: { rule } });
	const send = sendId
		? await tx.db.send.findFirst({ where: { id: sendId }, select: { recipient: true } })
		: null;
	const { ended, isNew } = send?.recipient
		? await suppress(tx, tx.process.envelopes(), {
				address: send.recipient,
				cause: 'complaint',
				sendId: sendId!,
				messageId,
				causeId,
			})
		: { ended: [], isNew: false };
	// Providers report one mail more than once.
	if (isNew && ended.length === 0) await tell(tx, concerned, { messageId, eventId: causeId });
	const settled =
		concerned.about?.kind === 'issue'
			? await settlePlaceOf(tx, concerned.about.sendId, { cause: 'complaint', causeId, messageId })
			: undefined;
	return withEffects({ ...NO_EFFECT, ended }, settled);
}

async function tell(
	tx: Transaction,
	{ about, contactId, companyId, writerId: userId }: Concerned,
	{ messageId, eventId }: { readonly messageId: string; readonly eventId: string },
): Promise<void> {
	if (!userId || !companyId) return;
	await notify(tx, {
		userId,
		kind: 'complaint',
		companyId,
		engagementId: about && engagementOf(about),
		eventId,
		data: { ...(contactId ? { contactId } : {}), messageId },
	});
}
