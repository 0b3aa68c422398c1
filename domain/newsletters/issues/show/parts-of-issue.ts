import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { leavingSeconds, relaySeconds } from '#domain/pace/leaving-time.ts';
import { readSenderBook } from '#domain/pace/sender-book.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import { ratesOfParts } from './pace-of-parts.ts';
import { countsOfParts, type IssueCounts } from '../issue-counts.ts';

/** What one sender sends of an issue, as its page shows it. */
export interface ShownPart {
	readonly id: string;
	/** Null: whoever sent it is gone, and nobody took its place (D-43). */
	readonly sender: {
		readonly id: string;
		readonly kind: string;
		readonly name: string;
		readonly address: string;
		readonly mailboxId: string | null;
	} | null;
	/** `windows` or `errands`. */
	readonly mode: string;
	/** `waiting`, `leaving`, `blocked` or `done`. */
	readonly state: string;
	/** Why it waits, a code of texts/; until when, where that is known. */
	readonly reason: string | null;
	readonly reasonUntil: Date | null;
	/** What the server that holds it said, without addresses. */
	readonly reasonWords: string | null;
	readonly since: Date;
	/** Mails a minute that the relay takes, where it asked for less, and since when. */
	readonly rate: number | null;
	readonly rateSince: Date | null;
	readonly doneAt: Date | null;
	/** Mails a minute that a relay took within the last minute; null: of a mailbox, or it says nothing yet. */
	readonly perMinute: number | null;
	/** When what waits of it will have left, an estimate; null: nobody knows, or nothing leaves. */
	readonly endsAt: Date | null;
	readonly counts: IssueCounts;
}

interface Row extends Omit<ShownPart, 'sender' | 'counts' | 'perMinute' | 'endsAt'>, IssueCounts {
	readonly senderId: string | null;
	readonly senderKind: string;
	readonly senderName: string;
	readonly senderAddress: string;
	readonly mailboxId: string | null;
	readonly gapMinSeconds: number;
	readonly gapMaxSeconds: number;
	readonly issueState: string;
}

/** The parts of an issue with what became of their recipients, read at one instant: blocked ones first, then who has most to wait. */
export async function partsOfIssue(tx: Transaction, issueId: string): Promise<ShownPart[]> {
	const rows = await tx.sql<Row>`
		/* newsletter: the parts of an issue */
		SELECT part.id::text, part.mode, part.state, part.reason, part.reason_until AS "reasonUntil",
			part.reason_words AS "reasonWords", part.since,
			part.rate, part.rate_since AS "rateSince", part.done_at AS "doneAt",
			sender.id::text AS "senderId", sender.kind AS "senderKind", sender.display_name AS "senderName",
			sender.address AS "senderAddress", coalesce(sender.mailbox_id, sender.reply_mailbox_id)::text AS "mailboxId",
			counts.recipients, counts.accepted, counts.rejected, counts.uncertain, counts."leftOut", counts.waiting,
			counts."underWay", counts.stopped, issue.state AS "issueState",
			issue.gap_min_seconds AS "gapMinSeconds", issue.gap_max_seconds AS "gapMaxSeconds"
		FROM (${countsOfParts(tx, Prisma.sql`ARRAY[${issueId}::uuid]`)}) counts
		JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = counts.part_id
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
			AND sender.deleted_at IS NULL
		ORDER BY part.first_place`;
	const rates = await ratesOfParts(tx, issueId);
	const shown: ShownPart[] = [];
	for (const row of rows) {
		const perMinute = rates.get(row.id) ?? null;
		shown.push(shownPart(row, perMinute && Math.round(perMinute), await endOf(tx, row, perMinute)));
	}
	return shown.toSorted(byUrgency);
}

function shownPart(row: Row, perMinute: number | null, endsAt: Date | null): ShownPart {
	const { senderId, senderKind, senderName, senderAddress, mailboxId, ...others } = row;
	const { gapMinSeconds: _, gapMaxSeconds: __, issueState: ___, ...rest } = others;
	const { recipients, accepted, rejected, uncertain, leftOut, waiting, underWay, stopped, ...part } = rest;
	return {
		...{ ...part, perMinute, endsAt },
		sender:
			senderId === null
				? null
				: { id: senderId, kind: senderKind, name: senderName, address: senderAddress, mailboxId },
		counts: { recipients, accepted, rejected, uncertain, leftOut, waiting, underWay, stopped },
	};
}

/** When what waits of it will have left; null: nothing leaves, or nobody knows. */
async function endOf(tx: Transaction, row: Row, perMinute: number | null): Promise<Date | null> {
	const { senderId, waiting, gapMinSeconds, gapMaxSeconds } = row;
	if (row.issueState !== 'leaving' || row.state !== 'leaving' || waiting === 0 || !senderId) return null;
	const after = (seconds: number) => new Date(tx.at.getTime() + seconds * 1_000);
	if (row.mode === 'windows') return perMinute ? after(relaySeconds(waiting, perMinute)) : null;
	const sender = await tx.db.sender.findFirst({ where: { id: senderId } });
	if (!sender) return null;
	const pace = { ...paceOfSender(sender), gapMinSeconds, gapMaxSeconds };
	const book = await readSenderBook(tx, senderId, pace);
	const seconds = leavingSeconds({ ...book, stepGap: sender.gapMinSeconds }, waiting, tx.at);
	return seconds === undefined ? null : after(seconds);
}

function byUrgency(one: ShownPart, other: ShownPart): number {
	const blocked = Number(other.state === 'blocked') - Number(one.state === 'blocked');
	return blocked || other.counts.waiting - one.counts.waiting;
}
