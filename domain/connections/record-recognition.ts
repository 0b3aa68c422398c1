import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, lockConnection } from './connection-row.ts';
import { deliveryAtFirst } from './delivery-of-connection.ts';
import type { Recognition } from './recognition.ts';

/** What is to be recognised. */
export interface ToRecognise {
	readonly address: string;
	/** The provider that a person named; null: it is to be found. */
	readonly provider: string | null;
}

/** Undefined where it was recognised meanwhile, or the connection is over. */
export async function readToRecognise(
	tx: Transaction,
	connectionId: string,
): Promise<ToRecognise | undefined> {
	const row = await tx.db.mailboxConnection.findFirst({
		where: { id: connectionId, stage: 'recognising' },
		select: { address: true, provider: true },
	});
	return row ?? undefined;
}

/**
 * Keeps what was found of an address: its owner chooses how to sign in, the best way offered first. What was found for
 * something else than is looked for by now (a provider was named meanwhile) is not kept.
 */
export async function recordRecognition(
	tx: Transaction,
	connectionId: string,
	asked: Pick<ToRecognise, 'provider'>,
	found: Recognition,
): Promise<void> {
	const row = await lockConnection(tx, connectionId);
	if (row?.stage !== 'recognising' || row.provider !== asked.provider) return;
	const [best] = found.accounts;
	const delivery = await deliveryAtFirst(tx, row, best?.ways[0]);
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			recognition: found,
			provider: best?.provider ?? null,
			way: best?.ways[0] ?? null,
			...(best ? { settings: { imap: best.imap, smtp: best.smtp, isShared: row.isShared, delivery } } : {}),
		},
	});
	await enterStage(tx, connectionId, { stage: 'choosing', reason: 'connect-door', fault: found.obstacle });
	if (best && found.foundBy)
		await recordConnectionEvent(tx, connectionId, 'recognised', {
			provider: best.provider,
			by: found.foundBy,
		});
	else await recordConnectionEvent(tx, connectionId, 'not-recognised', {});
	await poke(tx, 'connect', connectionId);
}
