import { pokeEngagements } from '#domain/outbox/poke-engagements.ts';
import { pokeParts } from './poke-parts.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Reasons of the runs that a mailbox holds. */
const HELD: Readonly<Record<string, string[]>> = {
	held: ['mailbox-lost', 'mailbox-unwatched', 'inbox-first'],
	refused: ['mailbox-refused', 'first-contacts-held'],
	shared: ['mailbox-unshared'],
};

/**
 * The state of a mailbox changed (lost, unwatched, read to its end again): its live runs look anew, and block or go on by
 * themselves (5.2-9).
 *
 * @param which `all`: a loss blocks every live run at once; `held`: those that the mailbox blocks go on, and the mails that
 *   people wrote meanwhile; `refused`: the same of those that a refusal held; `shared`: of those whose person was no user of it; `reopened`: every live run compares what it knows with what was read back, and those mails go on.
 * @returns how many engagements are poked.
 */
export async function pokeMailboxRuns(
	tx: Transaction,
	mailboxId: string,
	which: 'all' | 'held' | 'refused' | 'shared' | 'reopened',
): Promise<number> {
	const reasons = HELD[which];
	const runs = await pokeEngagements(tx, { mailboxId, ...(reasons ? { reason: { in: reasons } } : {}) });
	if (which !== 'all') await pokeWrittenMails(tx, mailboxId);
	await pokeParts(tx, { mailboxId });
	return runs;
}

async function pokeWrittenMails(tx: Transaction, mailboxId: string): Promise<void> {
	const mails = await tx.db.send.findMany({
		where: { sender: { mailboxId }, kind: { notIn: ['step', 'issue'] }, state: 'ready' },
		select: { id: true },
	});
	await pokeAll(
		tx,
		'message',
		mails.map(({ id }) => id),
	);
}
