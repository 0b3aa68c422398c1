import type { PlatformMail } from '#prisma/generated/client/client.ts';
import type { RunReason } from '#domain/gates/reasons.ts';
import type { Transaction } from '#platform/database/database.ts';
import { stopPlatformMail } from './record-platform-fate.ts';
import { whyNoMore } from './may-still-be-sent.ts';

/** A mail of the platform that may be claimed. */
export interface DuePlatformMail extends PlatformMail {
	readonly recipient: string;
	readonly authorId: string;
}

/** What a look at a mail of the platform answers. */
export type PlatformMailLook =
	| { readonly kind: 'ended' }
	| { readonly kind: 'wait'; readonly reason: RunReason; readonly until: Date | null }
	| { readonly kind: 'go'; readonly mail: DuePlatformMail };

/**
 * One look at a mail of the platform: what it is about must still hold, and support may have halted all sending. No window, cap
 * or gap is asked: it goes to one person about what that person waits for. Locks it, after what it is about.
 *
 * @param busyUntil Its host has no place for it: until when it waits where nothing else is against it.
 */
export async function lookAtPlatformMail(
	tx: Transaction,
	sendId: string,
	busyUntil?: Date,
): Promise<PlatformMailLook> {
	const found = await readPlatformMail(tx, sendId);
	if (!found) return { kind: 'ended' };
	const end = await whyNoMore(tx, found.mail, found.send);
	await tx.lock('send', [sendId]);
	const { send, mail } = (await readPlatformMail(tx, sendId))!;
	if (!['ready', 'claimed'].includes(send.state)) return { kind: 'ended' };
	if (end) {
		await stopPlatformMail(tx, sendId, end);
		return { kind: 'ended' };
	}
	if (send.notBefore && send.notBefore > tx.at) {
		const reason = send.status ? 'recipient-later' : 'server-unreachable';
		return { kind: 'wait', reason, until: send.notBefore };
	}
	if (await isHalted(tx, send.recipient!)) return { kind: 'wait', reason: 'sending-halted', until: null };
	if (busyUntil) return { kind: 'wait', reason: 'host-busy', until: busyUntil };
	return { kind: 'go', mail: { ...mail, recipient: send.recipient!, authorId: send.authorId! } };
}

/** Asked by arm: whether anything stops a mail of the platform that waits for its final dot. */
export async function mayPlatformMailLeave(tx: Transaction, sendId: string): Promise<boolean> {
	const found = await readPlatformMail(tx, sendId);
	if (!found?.send.recipient || (await whyNoMore(tx, found.mail, found.send))) return false;
	return !(await isHalted(tx, found.send.recipient));
}

/** Locks a mail of the platform after what it is about, which a look at it asks once more. */
export async function lockPlatformMail(tx: Transaction, sendId: string): Promise<void> {
	const found = await readPlatformMail(tx, sendId);
	if (found?.mail.connectionId) await tx.lock('mailbox_connection', [found.mail.connectionId], 'share');
	await tx.lock('send', [sendId]);
}

async function readPlatformMail(tx: Transaction, sendId: string) {
	const found = await tx.db.send.findFirst({
		where: { id: sendId, kind: 'platform' },
		include: { platformMail: true },
	});
	if (!found?.platformMail) return undefined;
	const { platformMail: mail, ...send } = found;
	return { send, mail };
}

/** Support holds everything that leaves, of this subscription, or to this domain (5.7-24). */
async function isHalted(tx: Transaction, recipient: string): Promise<boolean> {
	if ((await tx.db.installationHalt.count({ where: { liftedAt: null } })) > 0) return true;
	const domain = recipient.split('@').at(-1)!;
	const of = [{ scope: 'subscription' }, { scope: 'domain', domain }];
	return (await tx.db.halt.count({ where: { liftedAt: null, OR: of } })) > 0;
}
