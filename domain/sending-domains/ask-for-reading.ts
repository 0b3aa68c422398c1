import { deliverabilityLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { lockDomain, readAnew } from './domain-row.ts';

/**
 * *Vérifier maintenant*: the domain is read at once, once a minute at most, whoever asks.
 *
 * @throws {Refusal} missing; domain-just-read.
 */
export async function askForReading(tx: Transaction, domainId: string): Promise<void> {
	const row = await lockDomain(tx, domainId);
	if (!row || row.endedAt) throw new Refusal('not-found', 'missing');
	const soonest = (row.askedAt?.getTime() ?? 0) + deliverabilityLimits.askAgain;
	if (soonest > tx.at.getTime()) throw new Refusal('conflict', 'domain-just-read');
	await tx.db.sendingDomain.updateMany({ where: { id: row.id }, data: { askedAt: tx.at } });
	await readAnew(tx, row.id);
}
