import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { poke } from '#domain/outbox/poke.ts';
import { readOwnMailbox } from '#domain/mailboxes/own-mailbox.ts';
import { activeUsers } from '#domain/mailboxes/users-of-mailbox.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { recordConnectionEvent } from './connection-events.ts';

/** What is to be connected. */
export interface ConnectionWish {
	/** A mailbox that exists, to be connected anew; else the actor's own address. */
	readonly mailboxId?: string | undefined;
	/** A colleague whose own address is to be connected (5.6-3): a responsable does it for him. */
	readonly forUserId?: string | undefined;
	/** an address that is nobody's sign-in, and which address. */
	readonly sharedAddress?: string | undefined;
	/** Of a new shared one (D-25): who is to use it (else whoever begins it), and whether sequences leave from it (5.6-13). */
	readonly userIds?: readonly string[] | undefined;
	readonly takesSequences?: boolean | undefined;
	/** Of whoever begins it. */
	readonly language: LanguageCode;
}

/**
 * Begins to connect a mailbox, or finds the connection that stands open for its address: the page may be closed at each
 * step and opens where it was (docs/design/processes.md#connection).
 *
 * @throws {Refusal} missing; not-allowed (a shared mailbox is a responsable's to connect); address-invalid; mailbox-exists;
 * address-of-user: a shared one that is somebody's sign-in; users-missing.
 */
export async function beginConnection(
	tx: Transaction,
	actor: Actor,
	wish: ConnectionWish,
): Promise<{ connectionId: string }> {
	const { subscriptionId } = tx;
	const { mailboxId, forUserId, sharedAddress, language } = wish;
	const mailbox = mailboxId ? await readOwnMailbox(tx, actor, mailboxId) : undefined;
	const isShared = mailbox ? mailbox.sender.kind === 'shared' : sharedAddress !== undefined;
	const ownerId = mailbox?.ownerId ?? forUserId ?? actor.userId;
	if ((isShared || ownerId !== actor.userId) && actor.licence !== 'responsable')
		throw new Refusal('forbidden', 'not-allowed');
	const address = mailbox?.address ?? normaliseAddress(sharedAddress ?? (await signInOf(tx, ownerId)));
	if (!address) throw new Refusal('invalid', 'address-invalid');
	if (!mailbox) await assertIsFree(tx, address, isShared ? null : ownerId);
	const users =
		isShared && !mailbox
			? await usersOfShared(tx, actor, address, wish)
			: { userIds: [], takesSequences: true };
	const [begun] = await tx.sql<{ id: string }>`
		INSERT INTO mailbox_connection (subscription_id, owner_id, acted_by_id, mailbox_id, address, is_shared, language, reason, since,
			started_at, user_ids, takes_sequences)
		VALUES (${subscriptionId}::uuid, ${ownerId}::uuid, ${actor.userId}::uuid, ${mailbox?.id ?? null}::uuid, ${address}, ${isShared}, ${language},
			'connect-recognising', ${tx.at}::timestamptz, ${tx.at}::timestamptz,
			${users.userIds}::uuid[], ${users.takesSequences})
		ON CONFLICT (subscription_id, address) WHERE ended_at IS NULL DO NOTHING
		RETURNING id`;
	if (begun) {
		await recordConnectionEvent(tx, begun.id, 'begun', {}, actor.userId);
		await poke(tx, 'connect', begun.id);
		return { connectionId: begun.id };
	}
	const open = await tx.db.mailboxConnection.findFirstOrThrow({
		where: { address, endedAt: null },
		select: { id: true, ownerId: true, isShared: true, isRelay: true },
	});
	// Several responsables may go on with one that is shared.
	const isSame = isShared ? open.isShared : open.ownerId === ownerId && !open.isShared;
	if (!isSame || open.isRelay) throw new Refusal('conflict', 'mailbox-exists');
	return { connectionId: open.id };
}

/** A shared mailbox is nobody's own, so that no colleague's mail is opened to others. */
async function usersOfShared(
	tx: Transaction,
	actor: Actor,
	address: string,
	{ userIds = [actor.userId], takesSequences = false }: ConnectionWish,
): Promise<{ userIds: string[]; takesSequences: boolean }> {
	if ((await tx.db.user.count({ where: { email: { equals: address, mode: 'insensitive' } } })) > 0)
		throw new Refusal('conflict', 'address-of-user');
	return { userIds: await activeUsers(tx, userIds), takesSequences };
}

/** @throws {Refusal} missing: nobody of this subscription, or one who was deactivated. */
async function signInOf(tx: Transaction, userId: string): Promise<string> {
	const user = await tx.db.user.findFirst({
		where: { id: userId, deactivatedAt: null },
		select: { email: true },
	});
	if (!user) throw new Refusal('not-found', 'missing');
	return user.email;
}

/** An address is connected once in a subscription; whoever's own it is connects it anew, a shared one is mended from its line. */
async function assertIsFree(tx: Transaction, address: string, ownerId: string | null): Promise<void> {
	const taken = await tx.db.mailbox.findFirst({
		where: { address, deletedAt: null },
		select: { ownerId: true },
	});
	if (taken && taken.ownerId !== ownerId) throw new Refusal('conflict', 'mailbox-exists');
}
