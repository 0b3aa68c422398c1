import { settlePlaceOf } from '#domain/newsletters/issues/closing/settle-place.ts';
import { suppressComplained } from '#domain/suppressions/suppress-complained.ts';
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
	const { about, writerId, contactId, companyId } = concerned;
	const ended = send?.recipient
		? await suppressComplained(tx, {
				...{ sendId: sendId!, address: send.recipient, messageId, causeId },
				...{ writerId, contactId, companyId, engagementId: about && engagementOf(about) },
			})
		: [];
	const settled =
		about?.kind === 'issue'
			? await settlePlaceOf(tx, about.sendId, { cause: 'complaint', causeId, messageId })
			: undefined;
	return withEffects({ ...NO_EFFECT, ended }, settled);
}
