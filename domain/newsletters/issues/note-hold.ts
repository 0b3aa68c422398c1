import type { Transaction } from '#platform/database/database.ts';
import type { PartHold } from './part-hold.ts';
import { ENDS_BY_ITSELF, type PartReason } from './part-reasons.ts';
import { tellIssue } from './tell-issue.ts';
import { tellOwner } from './tell-owner.ts';

/** What a part waits for at its own pace: it is leaving all the same. */
const PACE = ['mailbox-gap', 'host-busy', 'part-leaving'];

/** What only a person mends of a relay. */
const LOST_RELAY = ['relay-password', 'relay-address', 'relay-refused', 'relay-settings', 'mailbox-lost'];

/** Writes down what a part waits for, or that it leaves (null), and shows it where that is news. */
export async function noteHold(tx: Transaction, partId: string, hold: PartHold | null): Promise<void> {
	const part = await tx.db.issuePart.findFirst({
		where: { id: partId },
		select: { issueId: true, state: true, reason: true, mode: true },
	});
	if (!part || part.state === 'done') return;
	const isPaced = hold === null || PACE.includes(hold.reason);
	const state = isPaced ? 'leaving' : waits(hold.reason) ? 'waiting' : 'blocked';
	const reason = isPaced ? null : hold.reason;
	const isNews = part.state !== state || part.reason !== reason;
	await tx.db.issuePart.updateMany({
		where: { id: partId },
		data: {
			...{ state, reason, reasonUntil: isPaced ? null : hold.until, nextLookAt: hold?.until ?? null },
			reasonWords: isPaced ? null : (hold.words ?? null),
			...(isNews ? { since: hold?.since ?? tx.at } : {}),
		},
	});
	if (isNews) await tellIssue(tx, part.issueId);
	if (isNews && hold && isLost(part.mode, hold.reason)) await tellOwner(tx, part.issueId, 'issue-held');
}

const waits = (reason: PartReason) => reason === 'issue-paused' || ENDS_BY_ITSELF.has(reason);

/** What only a person mends. The people of a mailbox are told of it already, but nobody is of a relay. */
function isLost(mode: string, reason: string): boolean {
	return reason === 'sender-lost' || (mode === 'windows' && LOST_RELAY.includes(reason));
}
