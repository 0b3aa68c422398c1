import { z } from 'zod';
import { dayOf } from '#domain/pace/calendar.ts';
import { dayField } from '#domain/values/moment-fields.ts';
import { line } from '#domain/values/line.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** How a consent was given; `page`: by herself, on the page behind a mail. */
export const CONSENT_MEANS = ['call', 'meeting', 'form', 'mail', 'page'] as const;
export type ConsentMeans = (typeof CONSENT_MEANS)[number];

/** *Consentement* as a colleague notes it (D-42): when, by what means, in which words. Who noted it stands beside it. */
export const consentSchema = z.object({
	on: dayField,
	means: z.enum(CONSENT_MEANS).exclude(['page']),
	words: line(500).min(1),
});

export type Consent = z.output<typeof consentSchema>;

/** @throws {Refusal} consent-to-come: its day is still to come. */
export async function refuseConsentToCome(tx: Transaction, { on }: Consent): Promise<void> {
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	if (on > dayOf(tx.at, timeZone)) throw new Refusal('invalid', 'consent-to-come');
}
