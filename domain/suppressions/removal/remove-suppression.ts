import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import type { Actor } from '#domain/values/actor.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { groundsOf } from './removal-ground.ts';
import { takeOffList } from './take-off-list.ts';

export const removalSchema = z.object({
	suppressionId: z.uuid(),
	/** A mail that was misread is corrected itself (correctMessageVerdict). */
	ground: z.enum(['entry', 'consent']),
	/** Why; of a consent, how it was given. */
	reason: text(2_000).min(1),
	/** Day of the consent, `2026-11-29`. */
	consentedOn: dayField.optional(),
	/** Of an erased address, which nobody can read any more: it shows whose consent it is. */
	address: line(320).optional(),
});

/**
 * A responsable takes an address off the *Liste d’opposition* (5.7-8): what a colleague entered by hand for a reason, what the
 * person said with her recorded consent (5.2-15), who, when and how.
 *
 * @throws {Refusal} missing; said-by-person: it takes consent; consent-undated; consent-day: before the objection, or to come;
 * address-unproven: another address than the erased one.
 */
export async function removeSuppression(
	tx: Transaction,
	actor: Actor,
	{ suppressionId, ground, reason, consentedOn, address }: z.output<typeof removalSchema>,
): Promise<{ suppressionId: string }> {
	const listed = await tx.db.suppression.findFirst({ where: { id: suppressionId } });
	if (!listed) throw new Refusal('not-found', 'missing');
	if (!groundsOf(listed).includes(ground)) throw new Refusal('forbidden', 'said-by-person');
	if (ground === 'consent') await requireConsentDay(tx, listed.at, consentedOn);
	if (!listed.sealed && !(address && suppressionHash(tx, address).equals(listed.addressHash)))
		throw new Refusal('invalid', 'address-unproven');
	await takeOffList(tx, listed, {
		ground,
		reason,
		consentedOn: ground === 'consent' ? consentedOn : undefined,
		actor,
	});
	return { suppressionId };
}

async function requireConsentDay(
	tx: Transaction,
	objectedAt: Date,
	consentedOn: string | undefined,
): Promise<void> {
	if (!consentedOn) throw new Refusal('invalid', 'consent-undated');
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	if (consentedOn < dayOf(objectedAt, timeZone) || consentedOn > dayOf(tx.at, timeZone))
		throw new Refusal('invalid', 'consent-day');
}
