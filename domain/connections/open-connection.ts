import { poke } from '#domain/outbox/poke.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordConnectionEvent } from './connection-events.ts';
import type { Recognition, SignInWay } from './recognition.ts';

/** A connection that begins at its door: how one signs in is known, so that nothing is searched for. */
export interface AtTheDoor {
	readonly address: string;
	readonly ownerId: string;
	readonly language: LanguageCode;
	readonly way: SignInWay;
	readonly mailboxId?: string;
	readonly isShared?: boolean;
	readonly provider?: string | null;
	readonly recognition?: Recognition;
	readonly isRelay?: boolean;
	readonly senderId?: string | null;
	readonly replyMailboxId?: string;
	readonly settings: object | null;
}

/** A connection that stands open for an address. */
export interface OpenConnection {
	readonly id: string;
	readonly ownerId: string;
	readonly isRelay: boolean;
	/** It began with this. */
	readonly isNew: boolean;
}

/** Opens it, or finds the one that stands open for its address, wherever that stands. */
export async function openConnectionFor(
	tx: Transaction,
	actor: Actor,
	{ recognition, settings, ...wish }: AtTheDoor,
): Promise<OpenConnection> {
	const { subscriptionId, at } = tx;
	const select = { id: true, ownerId: true, isRelay: true } as const;
	const [begun] = await tx.db.mailboxConnection.createManyAndReturn({
		data: {
			...wish,
			...{ subscriptionId, actedById: actor.userId, stage: 'choosing', reason: 'connect-door' },
			...{ since: at, startedAt: at },
			...(settings ? { settings: settings as Prisma.InputJsonObject } : {}),
			...(recognition ? { recognition: recognition as unknown as Prisma.InputJsonObject } : {}),
		},
		select,
		skipDuplicates: true,
	});
	if (!begun)
		return {
			...(await tx.db.mailboxConnection.findFirstOrThrow({
				where: { address: wish.address, endedAt: null },
				select,
			})),
			isNew: false,
		};
	await recordConnectionEvent(tx, begun.id, 'begun', {}, actor.userId);
	await poke(tx, 'connect', begun.id);
	return { ...begun, isNew: true };
}
