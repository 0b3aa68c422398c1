import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { accessToMessages, accessToSends } from './open-mails.ts';

/** *Marquer privé* (G-31), and back. */
export interface PrivacyWish {
	/** Of a received mail, or of one that a person wrote. */
	readonly id: string;
	readonly isPrivate: boolean;
}

/**
 * Keeps a mail for the users of its mailbox and, of one of ours, its author, whatever it decides; or gives it back to
 * everybody. What was written in answer to it goes with it. Asking again changes nothing.
 *
 * @throws {Refusal} missing: no such mail, or a step, whose text is its sequence's; mail-private: it is somebody else's.
 */
export async function markPrivate(
	tx: Transaction,
	actor: Actor,
	{ id, isPrivate }: PrivacyWish,
): Promise<{ id: string; isPrivate: boolean }> {
	await tx.lock('send', [id]);
	const message = await tx.db.message.findFirst({ where: { id, direction: 'in' } });
	const send = message ? null : await tx.db.send.findFirst({ where: { id, kind: 'personal' } });
	const mail = message ?? send;
	if (!mail) throw new Refusal('not-found', 'missing');
	const read = message ? accessToMessages : accessToSends;
	if (!(await read(tx, actor.userId, [id])).get(id)?.isHers) throw new Refusal('forbidden', 'mail-private');
	const changed = { where: { id, privateSince: isPrivate ? null : { not: null } } };
	const data = { privateSince: isPrivate ? tx.at : null };
	const { count } = message
		? await tx.db.message.updateMany({ ...changed, data })
		: await tx.db.send.updateMany({ ...changed, data });
	if (count === 0) return { id, isPrivate };
	if (message && isPrivate)
		await tx.db.send.updateMany({ where: { replyToMessageId: id, privateSince: null }, data });
	await recordEvent(tx, {
		kind: 'mail-privacy-changed',
		companyId: mail.companyId,
		contactId: mail.contactId,
		engagementId: mail.engagementId,
		messageId: message?.id ?? null,
		sendId: send?.id ?? null,
		actor,
		data: { how: isPrivate ? 'private' : 'common' },
	});
	return { id, isPrivate };
}
