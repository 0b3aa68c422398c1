import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';
import { Refusal } from '#platform/refusal.ts';
import { availableSender } from '#domain/senders/newsletter-senders.ts';
import { noteAct } from './history/note-act.ts';
import { lockOwnIssue } from './lock-issue.ts';
import { resolveTold } from './tell-owner.ts';
import { partsOfIssue } from './show/parts-of-issue.ts';

/**
 * *Changer d'expéditeur* (D-43): what waits of a part leaves from another sender, a relay too. What was armed keeps its own
 * history; whoever sends it now holds the part no more. A part that changes from mails one by one to windows, or back, does so
 * only before its first mail.
 *
 * @throws {Refusal} missing; issue-not-yours; issue-over: nothing of it waits; sender-unavailable: its mailbox is not read now
 *   part-under-way: it would change the way in which it leaves.
 */
export async function changeSenderOfPart(
	tx: Transaction,
	actor: Actor,
	{
		issueId,
		partId,
		senderId,
	}: { readonly issueId: string; readonly partId: string; readonly senderId: string },
): Promise<void> {
	const { state } = await lockOwnIssue(tx, actor, issueId);
	if (!['leaving', 'paused'].includes(state)) throw new Refusal('conflict', 'issue-over');
	const part = await tx.db.issuePart.findFirst({
		where: { id: partId, issueId },
		include: { sender: { select: { displayName: true } } },
	});
	if (!part) throw new Refusal('not-found', 'missing');
	if (part.state === 'done') throw new Refusal('conflict', 'issue-over');
	await availableSender(tx, senderId);
	const sender = await tx.db.sender.findFirstOrThrow({
		where: { id: senderId },
		select: { kind: true, displayName: true },
	});
	const mode = modeOf(sender.kind);
	if (mode !== part.mode) await refuseBegun(tx, part);
	await tx.db.issuePart.updateMany({
		where: { id: partId },
		data: {
			...{ senderId, mode, fence: { increment: 1 }, state: 'waiting', reason: null, reasonUntil: null },
			...{ reasonWords: null, nextLookAt: null, since: tx.at, rate: null, rateSince: null },
		},
	});
	await resolveTold(tx, issueId, 'issue-held');
	const shown = (await partsOfIssue(tx, issueId)).find(({ id }) => id === partId);
	await noteAct(tx, actor, {
		...{ issueId, kind: 'sender-changed', people: shown?.counts.waiting ?? 0 },
		senders: { from: part.sender?.displayName ?? null, to: sender.displayName },
	});
	await poke(tx, 'part', partId);
}

/** How the mails of a sender leave: a relay's in windows, others one by one as errands. */
export function modeOf(senderKind: string): 'windows' | 'errands' {
	return senderKind === 'relay' ? 'windows' : 'errands';
}

async function refuseBegun(
	tx: Transaction,
	part: {
		readonly id: string;
		readonly issueId: string;
		readonly firstPlace: number;
		readonly lastPlace: number;
	},
): Promise<void> {
	const windows = await tx.db.issueWindow.count({ where: { partId: part.id } });
	const sends = await tx.db.send.count({
		where: { issueId: part.issueId, place: { gte: part.firstPlace, lte: part.lastPlace } },
	});
	if (windows + sends > 0) throw new Refusal('conflict', 'part-under-way');
}
