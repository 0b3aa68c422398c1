import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Refuses a SIREN that another company of the subscription carries; the unique constraint stands behind it.
 *
 * @throws {Refusal} siren-taken, with that company's id, so that the screen can open it.
 */
export async function refuseTakenSiren(
	tx: Transaction,
	siren: string | null,
	except?: string,
): Promise<void> {
	if (siren === null) return;
	const other = await tx.db.company.findFirst({
		where: { siren, ...(except ? { id: { not: except } } : {}) },
		select: { id: true },
	});
	if (other) throw new Refusal('conflict', 'siren-taken', { companyId: other.id });
}
