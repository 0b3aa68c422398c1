import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { InstallationTransaction, Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { pokeHeldRuns } from './poke-held-runs.ts';

/**
 * *Rouvrir les envois*: what the halt held goes on by itself, in its window. Lifting it again changes nothing.
 *
 * @returns how many live runs look again.
 * @throws {Refusal} missing.
 */
export async function liftHalt(tx: Transaction, actor: Actor, haltId: string): Promise<number> {
	const halt = await tx.db.halt.findFirst({ where: { id: haltId } });
	if (!halt) throw new Refusal('not-found', 'missing');
	const { count } = await tx.db.halt.updateMany({
		where: { id: haltId, liftedAt: null },
		data: { liftedAt: tx.at, liftedById: actor.userId },
	});
	if (count === 0) return 0;
	const mailboxId = halt.scope === 'mailbox' ? halt.subjectId : null;
	await recordEvent(tx, { kind: 'support-acted', actor, mailboxId, data: { act: 'lift-halt' } });
	return pokeHeldRuns(tx, halt);
}

/**
 * The same for a halt of the installation; to be called through `asHalt`, then `tellOfInstallationHalt` for each
 * subscription.
 *
 * @returns false where it does not stand.
 */
export async function liftInstallationHalt(
	tx: InstallationTransaction,
	supportUserId: string,
	haltId: string,
): Promise<boolean> {
	const lifted = await tx.db.$executeRaw`
		UPDATE installation_halt SET lifted_at = ${tx.at}, lifted_by_id = ${supportUserId}::uuid
		WHERE id = ${haltId}::uuid AND lifted_at IS NULL`;
	return lifted > 0;
}
