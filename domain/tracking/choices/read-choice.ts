import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { MeasuringAnswer } from './choose-measuring.ts';
import { measuringOf, type Measuring } from './measuring-of.ts';

/** A *choix de mesure* as the sheet shows it. */
export interface ShownChoice {
	readonly opens: MeasuringAnswer;
	readonly clicks: MeasuringAnswer;
	/** Null: nobody chose anything. */
	readonly chosenAt: Date | null;
	/** `page`: she herself, behind a mail; `user` or `support` wrote it down. */
	readonly source: string | null;
	readonly by: string | null;
	/** What may be measured of her, the subscription’s settings considered. */
	readonly measuring: Measuring;
}

/** @throws {Refusal} missing: there is no such contact. */
export async function readMeasuringChoice(tx: Transaction, contactId: string): Promise<ShownChoice> {
	const measuring = (await measuringOf(tx, [contactId])).get(contactId);
	if (!measuring) throw new Refusal('not-found', 'missing');
	const row = await tx.db.measuringChoice.findFirst({ where: { contactId } });
	const named = { where: { id: row?.chosenById ?? '' }, select: { firstName: true, lastName: true } };
	const who = row?.chosenById
		? row.source === 'support'
			? await tx.db.supportUser.findFirst(named)
			: await tx.db.user.findFirst(named)
		: null;
	return {
		opens: (row?.opens ?? 'unknown') as MeasuringAnswer,
		clicks: (row?.clicks ?? 'unknown') as MeasuringAnswer,
		chosenAt: row?.chosenAt ?? null,
		source: row?.source ?? null,
		by: who && nameOf(who),
		measuring,
	};
}
