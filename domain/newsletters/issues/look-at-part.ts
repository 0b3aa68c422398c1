import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readHold } from './part-hold.ts';
import type { PartReason } from './part-reasons.ts';
import { LETTERS } from './place-outcomes.ts';
import { doubtLostWindows } from './take-part.ts';
import { doubtRestored } from './doubt-restored.ts';
import { nextErrand, nextTryOfPart, openErrandOf } from './errands/read-errands.ts';
import { noteHold } from './note-hold.ts';
import { tellIssue } from './tell-issue.ts';
import { resolveTold } from './tell-owner.ts';

/** What a look at a part answers its run. */
export interface PartLook {
	readonly ended: boolean;
	readonly reason: PartReason;
	/** When it is looked at again at the latest; null: something happens first. */
	readonly until: Date | null;
	/** Milliseconds of wall clock, where that is what is waited for. */
	readonly wait?: number;
	/** What may leave now, and how. */
	readonly leaves?: 'windows' | 'errands';
}

/** Evidence of an errand is looked for within a window of wall clock. */
export interface EvidenceClock {
	readonly now: Date;
	/** Milliseconds. */
	readonly evidenceWindow: number;
}

interface PartRow {
	readonly issueId: string;
	readonly mode: 'windows' | 'errands';
	readonly state: string;
	readonly reason: string | null;
	readonly issueState: string;
	readonly isOpen: boolean;
	readonly waits: boolean;
}

/**
 * One look at a part, while no process of its run sends: what a lost one left armed is doubted as soon as it can write no dot
 * any more, and without anything that waits the part is done.
 */
export async function lookAtPart(tx: Transaction, partId: string, wall: EvidenceClock): Promise<PartLook> {
	const part = await readPart(tx, partId);
	if (!part || part.state === 'done') return { ended: true, reason: 'part-done', until: null };
	if (await doubtRestored(tx, partId)) return { ended: false, reason: 'part-doubted', until: tx.at };
	const wait = part.isOpen ? await doubt(tx, partId) : 0;
	const held = await readHold(tx, partId);
	const hold = held?.hold ?? null;
	const isStopped = part.issueState === 'stopped';
	if (wait > 0 && (hold || !part.waits)) return { ended: false, reason: 'part-doubted', until: null, wait };
	if (isStopped || !part.waits) return done(tx, partId, part.issueId);
	if (hold) {
		await noteHold(tx, partId, hold);
		return { ended: false, reason: hold.reason, until: hold.until };
	}
	if (part.mode === 'errands') return lookAtErrands(tx, partId, wall);
	return { ended: false, reason: 'part-leaving', until: null, leaves: 'windows' };
}

async function readPart(tx: Transaction, partId: string): Promise<PartRow | undefined> {
	const [row] = await tx.sql<PartRow>`
		SELECT part.issue_id::text AS "issueId", part.mode, part.state, part.reason, issue.state AS "issueState",
			EXISTS (SELECT FROM issue_window held WHERE held.subscription_id = part.subscription_id AND held.part_id = part.id
				AND held.settled_at IS NULL) AS "isOpen",
			CASE part.mode WHEN 'windows' THEN part.next_place <= part.last_place
				OR EXISTS (SELECT FROM issue_window held WHERE held.subscription_id = part.subscription_id
					AND held.part_id = part.id AND position(${LETTERS.waitsAgain} IN held.outcomes) > 0)
			ELSE EXISTS (SELECT FROM issue_place asked LEFT JOIN send
					ON (send.subscription_id, send.issue_id, send.place) = (asked.subscription_id, asked.issue_id, asked.place)
				WHERE asked.subscription_id = part.subscription_id AND asked.issue_id = part.issue_id
					AND asked.place BETWEEN part.first_place AND part.last_place AND asked.left_out IS NULL
					AND (send.id IS NULL AND asked.place >= part.next_place OR send.state IN ('ready', 'claimed', 'armed')
						OR send.state = 'uncertain' AND send.settled_at IS NULL)) END AS waits
		FROM issue_part part
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid`;
	return row;
}

/** Whoever armed what is open is lost, or was told to stop long ago: it holds the part no more. */
async function doubt(tx: Transaction, partId: string): Promise<number> {
	const [{ fence } = { fence: 0 }] = await tx.sql<{ fence: number }>`
		UPDATE issue_part SET fence = fence + 1 WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${partId}::uuid
		RETURNING fence`;
	return doubtLostWindows(tx, { partId, fence });
}

/** Others leave while the fate of one is looked for; without any it is what is waited for. */
async function lookAtErrands(
	tx: Transaction,
	partId: string,
	{ now, evidenceWindow }: EvidenceClock,
): Promise<PartLook> {
	const leaves = { ended: false, reason: 'part-leaving', until: null, leaves: 'errands' } as const;
	if (await nextErrand(tx, partId, 0)) return leaves;
	const open = await openErrandOf(tx, partId);
	if (!open) return { ended: false, reason: 'recipient-later', until: await nextTryOfPart(tx, partId) };
	const wait = open.state === 'armed' ? 0 : open.armedAt.getTime() + evidenceWindow - now.getTime();
	return wait > 0 ? { ended: false, reason: 'send-uncertain', until: null, wait } : leaves;
}

async function done(tx: Transaction, partId: string, issueId: string): Promise<PartLook> {
	await tx.db.issuePart.updateMany({
		where: { id: partId },
		data: {
			...{ state: 'done', reason: null, reasonUntil: null, reasonWords: null, nextLookAt: null },
			...{ since: tx.at, doneAt: tx.at },
		},
	});
	await poke(tx, 'issue', issueId);
	await resolveTold(tx, issueId, 'issue-held');
	await tellIssue(tx, issueId);
	return { ended: true, reason: 'part-done', until: null };
}
