import type { Transaction } from '#platform/database/database.ts';
import { holdsBack, reasonOfRefusal } from '#domain/gates/standing-refusal.ts';
import { stopsOf, type Stops } from './load-situation.ts';
import { HEARD } from '#domain/gates/gates.ts';
import type { EndReason, RunReason } from '#domain/gates/reasons.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { sendIdOf } from './send-id.ts';
import { readStopFacts } from './stop-facts.ts';

export type StillLeave =
	| { readonly leave: true }
	| {
			readonly leave: false;
			readonly reason: RunReason | EndReason | 'ended' | 'moved-on' | 'address-changed';
	  };

/**
 * The last gate, asked by arm: locks the address and the engagement in shared mode and says whether anything stops the mail that is already in the
 * server's hands but for its final dot. Pace and window were decided at the claim and are not asked again.
 *
 * @param send.recipient whom it goes to, as it was frozen.
 */
export async function mayStillLeave(
	tx: Transaction,
	engagementId: string,
	{ sendId, recipient }: { readonly sendId: string; readonly recipient: string },
): Promise<StillLeave> {
	const [, , read] = await Promise.all([
		tx.lockAddresses([suppressionHash(tx, recipient)], 'share'),
		tx.lock('engagement', [engagementId], 'share'),
		readStopFacts(tx, engagementId, recipient),
	]);
	if (!read || read.facts.endedAt) return { leave: false, reason: 'ended' };
	const { facts, opposed } = read;
	if (sendIdOf(facts.id, facts.position, facts.occurrence) !== sendId)
		return { leave: false, reason: 'moved-on' };
	const reason = stopOf(stopsOf(tx, facts, opposed), sendId, tx.at);
	if (reason) return { leave: false, reason };
	if (facts.address !== recipient) return { leave: false, reason: 'address-changed' };
	return { leave: true };
}

function stopOf(stops: Stops, sendId: string, at: Date): RunReason | EndReason | undefined {
	const { address, communication, absence, pause, restoredSince, halt, mailbox, refusal } = stops;
	if (address.kind === 'left') return 'ended-left';
	if (address.kind === 'suppressed') return 'ended-unsubscribed';
	if (address.kind === 'invalid') return 'ended-bounce';
	if (address.kind === 'none') return 'ended-no-address';
	if (communication.kind !== 'none') return HEARD[communication.kind];
	if (pause) return pause.by === 'user' ? 'paused-by-user' : 'sequence-paused';
	if (absence && absence.until === null) return 'contact-away-undated';
	if (absence?.until && absence.until > at) return 'contact-away';
	if (restoredSince) return 'database-restored';
	if (halt) return 'sending-halted';
	if (mailbox.isTaken) return 'mailbox-unshared';
	if (mailbox.state !== 'ok')
		return mailbox.state === 'inbox-first' ? 'inbox-first' : `mailbox-${mailbox.state}`;
	return refusal && holdsBack(refusal, sendId, at) ? reasonOfRefusal(refusal) : undefined;
}
