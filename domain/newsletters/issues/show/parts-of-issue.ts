import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { IssueCounts } from '../issue-counts.ts';
import { LETTERS } from '../place-outcomes.ts';

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

interface Row extends Omit<ShownPart, 'sender' | 'counts'>, Omit<IssueCounts, 'waiting'> {
	readonly senderId: string | null;
	readonly senderKind: string;
	readonly senderName: string;
	readonly senderAddress: string;
	readonly mailboxId: string | null;
}

const count = (letter: string) =>
	Prisma.sql`coalesce(sum(length(w.outcomes) - length(replace(w.outcomes, ${letter}, ''))), 0)`;

/** The parts of an issue with what became of their recipients, read at one instant: blocked ones first, then who has most to wait. */
export async function partsOfIssue(tx: Transaction, issueId: string): Promise<ShownPart[]> {
	const { accepted, rejected, uncertain, leftOut, armed } = LETTERS;
	const rows = await tx.sql<Row>`
		/* newsletter: the parts of an issue */
		SELECT part.id::text, part.mode, part.state, part.reason, part.reason_until AS "reasonUntil", part.since,
			part.rate, part.rate_since AS "rateSince", part.done_at AS "doneAt",
			sender.id::text AS "senderId", sender.kind AS "senderKind", sender.display_name AS "senderName",
			sender.address AS "senderAddress", coalesce(sender.mailbox_id, sender.reply_mailbox_id)::text AS "mailboxId",
			part.last_place - part.first_place + 1 AS recipients,
			(windows.accepted + errands.accepted)::int AS accepted, (windows.rejected + errands.rejected)::int AS rejected,
			(windows.uncertain + errands.uncertain)::int AS uncertain, (windows.left_out + before.left_out)::int AS "leftOut",
			(windows.armed + errands.armed)::int AS "underWay"
		FROM issue_part part
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
			AND sender.deleted_at IS NULL
		CROSS JOIN LATERAL (
			SELECT ${count(accepted)} AS accepted, ${count(rejected)} AS rejected, ${count(uncertain)} AS uncertain,
				${count(leftOut)} AS left_out, ${count(armed)} AS armed
			FROM issue_window w WHERE w.subscription_id = part.subscription_id AND w.part_id = part.id) windows
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE send.state = 'accepted') AS accepted,
				count(*) FILTER (WHERE send.state = 'rejected') AS rejected,
				count(*) FILTER (WHERE send.state = 'uncertain') AS uncertain,
				count(*) FILTER (WHERE send.state = 'armed') AS armed
			FROM send WHERE part.mode = 'errands' AND send.subscription_id = part.subscription_id
				AND send.issue_id = part.issue_id AND send.place BETWEEN part.first_place AND part.last_place) errands
		CROSS JOIN LATERAL (
			SELECT count(*) AS left_out FROM issue_place place
			WHERE place.subscription_id = part.subscription_id AND place.issue_id = part.issue_id
				AND place.place BETWEEN part.first_place AND part.last_place AND place.left_out IS NOT NULL) before
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
		ORDER BY part.first_place`;
	return rows.map(shown).toSorted(byUrgency);
}

function shown(row: Row): ShownPart {
	const { senderId, senderKind, senderName, senderAddress, mailboxId, ...rest } = row;
	const { recipients, accepted, rejected, uncertain, leftOut, underWay, ...part } = rest;
	const waiting = recipients - accepted - rejected - uncertain - leftOut;
	return {
		...part,
		sender:
			senderId === null
				? null
				: { id: senderId, kind: senderKind, name: senderName, address: senderAddress, mailboxId },
		counts: { recipients, accepted, rejected, uncertain, leftOut, waiting, underWay },
	};
}

function byUrgency(one: ShownPart, other: ShownPart): number {
	const blocked = Number(other.state === 'blocked') - Number(one.state === 'blocked');
	return blocked || other.counts.waiting - one.counts.waiting;
}
