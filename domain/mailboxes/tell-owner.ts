import type { Actor } from '#domain/values/actor.ts';
import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

type OwnedMailbox = Readonly<{ id: string; ownerId: string }>;

/** A line of the history, and a word to the owner where somebody else did it (5.6-3). */
export async function tellChange(
	tx: Transaction,
	actor: Actor,
	{ id: mailboxId, ownerId }: OwnedMailbox,
	fields: string[],
): Promise<void> {
	const { id: eventId } = await recordEvent(tx, {
		kind: 'mailbox-changed',
		mailboxId,
		actor,
		data: { fields },
	});
	await tellOwnerOfChange(tx, actor, { mailboxId, ownerId, eventId });
}

/** The word alone, where the line is a kind of its own. */
export async function tellOwnerOfChange(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, ownerId, eventId }: Readonly<{ mailboxId: string; ownerId: string; eventId: string }>,
): Promise<void> {
	if (ownerId === actor.userId) return;
	const data = { byUserId: actor.userId };
	await notify(tx, { userId: ownerId, kind: 'mailbox-changed', mailboxId, eventId, data });
}

/** The same for a connection test; an owner's own tests are no line. */
export async function tellTest(
	tx: Transaction,
	actor: Actor,
	{ id: mailboxId, ownerId }: OwnedMailbox,
): Promise<void> {
	if (ownerId === actor.userId) return;
	const { id: eventId } = await recordEvent(tx, { kind: 'mailbox-tested', mailboxId, actor, data: {} });
	const data = { byUserId: actor.userId };
	await notify(tx, { userId: ownerId, kind: 'mailbox-tested', mailboxId, eventId, data });
}
