import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { dayToColumn } from '#domain/values/due-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Suppression } from '#prisma/generated/client/client.ts';
import type { RemovalGround } from './removal-ground.ts';

/** Why an address is taken off, as it is kept for good. */
export interface Removal {
	readonly ground: RemovalGround;
	readonly reason?: string | undefined;
	/** Day of the consent, `2026-11-29`. */
	readonly consentedOn?: string | undefined;
	/** Without one the person did it. */
	readonly actor?: { readonly userId: string; readonly bySupport?: boolean } | undefined;
	/** The line of the timeline that caused it. */
	readonly causeId?: string | undefined;
}

/**
 * Takes an address off the *Liste d’opposition* and keeps who did it, when and why. Runs that it had ended stay ended; each
 * contact whom it was about gets its line. A row that somebody else took off meanwhile is left alone.
 */
export async function takeOffList(
	tx: Transaction,
	listed: Pick<Suppression, 'id' | 'addressHash' | 'masked' | 'cause' | 'at' | 'contactId' | 'messageId'>,
	{ ground, reason, consentedOn, actor, causeId }: Removal,
): Promise<void> {
	const { count } = await tx.db.suppression.deleteMany({ where: { id: listed.id } });
	if (count === 0) return;
	const { addressHash, masked, cause, contactId, messageId } = listed;
	await tx.db.suppressionRemoval.create({
		data: {
			subscriptionId: tx.subscriptionId,
			addressHash,
			masked,
			cause,
			listedAt: listed.at,
			ground,
			reason: reason ?? null,
			consentedOn: consentedOn ? dayToColumn(consentedOn) : null,
			at: tx.at,
			removedById: actor?.userId ?? null,
			contactId,
			messageId,
		},
	});
	const lines = await tx.db.event.findMany({
		where: { kind: 'suppressed', data: { path: ['suppressionId'], equals: listed.id } },
		select: { contactId: true, companyId: true },
	});
	for (const subject of lines) {
		await recordEvent(tx, {
			kind: 'suppression-lifted',
			...subject,
			messageId,
			actor,
			causeId,
			data: { ground },
		});
	}
}
