import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
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
	readonly since: Date;
	/** Mails a minute that the relay takes, where it asked for less, and since when. */
	readonly rate: number | null;
	readonly rateSince: Date | null;
	readonly doneAt: Date | null;
	readonly counts: IssueCounts;
}

interface Row extends Omit<ShownPart, 'sender' | 'counts'>, IssueCounts {
	readonly senderId: string | null;
	readonly senderKind: string;
	readonly senderName: string;
	readonly senderAddress: string;
	readonly mailboxId: string | null;
}

/** The parts of an issue with what became of their recipients, read at one instant: blocked ones first, then who has most to wait. */
export async function partsOfIssue(tx: Transaction, issueId: string): Promise<ShownPart[]> {
	const rows = await tx.sql<Row>`
		/* newsletter: the parts of an issue */
		SELECT part.id::text, part.mode, part.state, part.reason, part.reason_until AS "reasonUntil", part.since,
			part.rate, part.rate_since AS "rateSince", part.done_at AS "doneAt",
			sender.id::text AS "senderId", sender.kind AS "senderKind", sender.display_name AS "senderName",
			sender.address AS "senderAddress", coalesce(sender.mailbox_id, sender.reply_mailbox_id)::text AS "mailboxId",
			counts.recipients, counts.accepted, counts.rejected, counts.uncertain, counts."leftOut", counts.waiting,
			counts."underWay", counts.stopped
		FROM (${countsOfParts(tx, Prisma.sql`ARRAY[${issueId}::uuid]`)}) counts
		JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = counts.part_id
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
			AND sender.deleted_at IS NULL
		ORDER BY part.first_place`;
	return rows.map(shown).toSorted(byUrgency);
}

function shown(row: Row): ShownPart {
	const { senderId, senderKind, senderName, senderAddress, mailboxId, ...rest } = row;
	const { recipients, accepted, rejected, uncertain, leftOut, waiting, underWay, stopped, ...part } = rest;
	return {
		...part,
		sender:
			senderId === null
				? null
				: { id: senderId, kind: senderKind, name: senderName, address: senderAddress, mailboxId },
		counts: { recipients, accepted, rejected, uncertain, leftOut, waiting, underWay, stopped },
	};
}

function byUrgency(one: ShownPart, other: ShownPart): number {
	const blocked = Number(other.state === 'blocked') - Number(one.state === 'blocked');
	return blocked || other.counts.waiting - one.counts.waiting;
}
