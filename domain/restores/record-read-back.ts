import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReadBackDue } from './read-back-due.ts';

/** What a mailbox still proves of what the database lost: counts. */
export interface ReadBackFound {
	/** Steps, and mails of newsletters, that count as left by what was found. */
	readonly steps: number;
	/** Mails of ours that no row knows. */
	readonly unknown: number;
	readonly replies: number;
	readonly objections: number;
}

/**
 * A mailbox was read from the backup on, its Sent folder included: it goes on by itself. Without a Sent folder nothing
 * proves what left, and support opens it (*Rouvrir les envois*). Read again, it only counts anew.
 */
export async function recordReadBack(
	tx: Transaction,
	mailboxId: string,
	{ incident, lostSince }: ReadBackDue,
	hadSentFolder: boolean,
): Promise<ReadBackFound> {
	// A look holds this lock: either it sees that the mailbox was read back, or this pokes it.
	await tx.lock('mailbox', [mailboxId]);
	const found = await count(tx, mailboxId, lostSince);
	const before = await tx.db.mailboxReadBack.findFirst({ where: { mailboxId, incident } });
	const opens = hadSentFolder && !before?.reopenedAt;
	const data = {
		readAt: tx.at,
		hadSentFolder,
		foundSteps: found.steps,
		foundUnknown: found.unknown,
		foundReplies: found.replies,
		foundObjections: found.objections,
		...(opens ? { reopenedAt: tx.at } : {}),
	};
	const key = { subscriptionId: tx.subscriptionId, mailboxId, incident };
	await tx.db.mailboxReadBack.upsert({
		where: { subscriptionId_mailboxId_incident: key },
		create: { ...key, ...data },
		update: data,
	});
	if (!before) await recordEvent(tx, { kind: 'mailbox-read-back', mailboxId, data: { ...found, incident } });
	if (opens) await pokeMailboxRuns(tx, mailboxId, 'reopened');
	return found;
}

async function count(tx: Transaction, mailboxId: string, lostSince: Date): Promise<ReadBackFound> {
	const [found] = await tx.db.$queryRaw<ReadBackFound[]>`
		SELECT (SELECT count(*)::int FROM send JOIN sender
				ON (sender.subscription_id, sender.id) = (send.subscription_id, send.sender_id)
				WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND sender.mailbox_id = ${mailboxId}::uuid AND evidence IN ('read-back', 'run')
				AND sent_at >= ${lostSince}) AS steps,
			(SELECT count(*)::int FROM unknown_sent_mail WHERE subscription_id = ${tx.subscriptionId}::uuid
				AND mailbox_id = ${mailboxId}::uuid AND sent_at >= ${lostSince}) AS unknown,
			count(*) FILTER (WHERE verdict IN ('reply', 'negative-reply', 'early-reply', 'doubtful'))::int AS replies,
			count(*) FILTER (WHERE verdict = 'objection')::int AS objections
		FROM message WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND direction = 'in' AND received_at >= ${lostSince}`;
	return found!;
}
