import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, FORGOTTEN, lockOwnMailboxConnection } from './connection-row.ts';
import { deliveryAtFirst } from './delivery-of-connection.ts';
import { recognition } from './recognition.ts';

/**
 * *Ma boîte n'est pas chez …*: goes back to the door, at another provider or at the one that was recognised. What was typed
 * before is forgotten. A provider that recognition did not name is looked up by its key first, and what the search found stays
 * beside it: going back asks nobody again.
 *
 * @throws {Refusal} missing; not-allowed; connection-over.
 */
export async function chooseProvider(
	tx: Transaction,
	actor: Actor,
	{ connectionId, provider }: { readonly connectionId: string; readonly provider?: string | undefined },
): Promise<void> {
	const row = await lockOwnMailboxConnection(tx, actor, connectionId);
	const standing = recognition.safeParse(row.recognition).data;
	const searched = recognition.safeParse(row.searched).data;
	const isNamed = provider !== undefined;
	const named = (found: typeof standing) => found?.accounts.find((one) => one.provider === provider);
	// Back to the find of the search where no provider is named, or one that it named.
	const isBack = searched !== undefined && (!isNamed || named(searched) !== undefined);
	const found = isBack ? searched : standing;
	const chosen = isNamed ? named(found) : found?.accounts[0];
	const isToLookUp = isNamed && !chosen;
	const way = chosen?.ways[0];
	const delivery = await deliveryAtFirst(tx, row, way);
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			...{ provider: chosen?.provider ?? provider ?? null, way: way ?? null },
			...(chosen
				? { settings: { imap: chosen.imap, smtp: chosen.smtp, isShared: row.isShared, delivery } }
				: {}),
			...(isBack ? { recognition: searched, searched: Prisma.DbNull } : {}),
			...(isToLookUp && !searched && standing ? { searched: standing } : {}),
			...{ ...FORGOTTEN, testId: null, failures: 0, actedById: actor.userId },
		},
	});
	await enterStage(
		tx,
		connectionId,
		isToLookUp
			? { stage: 'recognising', reason: 'connect-recognising' }
			: { stage: 'choosing', reason: 'connect-door' },
	);
	if (isNamed) await recordConnectionEvent(tx, connectionId, 'provider-chosen', { provider }, actor.userId);
	await poke(tx, 'connect', connectionId);
}
