import type { Transaction } from '#platform/database/database.ts';
import { holdFirstContacts } from './first-contacts.ts';
import { openRefusal, readRefusal, type MetRefusal, type RefusalFound } from './open-refusal.ts';
import { nextTryOfRefused } from './try-pauses.ts';

/** So many domains of recipients that refuse within an hour make the sender itself refused. */
const DOMAINS = 3;
const HOUR = 3_600_000;

/**
 * Writes down that a server refused a mail because of us (5.7-4). Its own server holds the sender at once; a recipient's
 * holds what goes to that domain, and the sender where three domains refuse within an hour. A try that is refused makes the
 * next pause longer. A sign-in that is refused once is given another token first.
 *
 * @returns until when the send waits for it; undefined where it holds nothing.
 */
export async function recordRefusal(
	tx: Transaction,
	met: MetRefusal,
): Promise<{ nextTryAt: Date } | undefined> {
	const send = await tx.db.send.findFirst({
		where: { id: met.sendId },
		select: {
			recipient: true,
			sentAt: true,
			refused: { select: { code: true } },
			sender: { select: { id: true, mailboxId: true } },
		},
	});
	if (!send?.sender) return undefined;
	const { sender } = send;
	const of: RefusalFound = { ...met, sender };
	const isFirst = met.code === 'auth-refused' && !(await hasRefusedSignIn(tx, sender.id));
	await noteRefused(tx, met, sender.id);
	if (isFirst) return undefined;
	const domain = send.recipient?.split('@').at(-1) ?? null;
	const older = { sentAt: met.isReported ? send.sentAt : null };
	const whole = await growRefusal(tx, of, null, older);
	if (whole) return whole;
	if (met.side === 'own' || domain === null) return openRefusal(tx, of, null);
	const held = (await growRefusal(tx, of, domain, older)) ?? (await openRefusal(tx, of, domain));
	if ((await countRefusingDomains(tx, sender.id)) >= DOMAINS) return openRefusal(tx, of, null);
	await holdFirstContacts(tx, of);
	return held;
}

async function noteRefused(tx: Transaction, met: MetRefusal, senderId: string): Promise<void> {
	const { sendId, code } = met;
	await tx.db.refusedSend.upsert({
		where: { subscriptionId_sendId: { subscriptionId: tx.subscriptionId, sendId } },
		create: { subscriptionId: tx.subscriptionId, sendId, senderId, code, refusedAt: tx.at },
		update: { code, refusedAt: tx.at },
	});
}

/** An access token may have been taken back a moment ago, and a password that changed is found out by whoever reads. */
async function hasRefusedSignIn(tx: Transaction, senderId: string): Promise<boolean> {
	const refused = await tx.db.refusedSend.count({
		where: { senderId, code: 'auth-refused', refusedAt: { gt: new Date(tx.at.getTime() - HOUR) } },
	});
	return refused > 0;
}

/**
 * What stands already learns what was said last; where its own try was refused, the next one comes after a longer pause.
 *
 * @param older.sentAt of a reported mail: what left before the refusal began is no try.
 */
async function growRefusal(
	tx: Transaction,
	of: RefusalFound,
	domain: string | null,
	older: { readonly sentAt: Date | null },
): Promise<{ nextTryAt: Date } | undefined> {
	const standing = await readRefusal(tx, of.sender.id, domain);
	if (!standing?.nextTryAt) return undefined;
	if (older.sentAt && older.sentAt <= standing.since) return { nextTryAt: standing.nextTryAt };
	const isTry = standing.probeSendId === of.sendId;
	const tries = standing.tries + (isTry ? 1 : 0);
	const nextTryAt = isTry ? nextTryOfRefused(tx.at, tries) : standing.nextTryAt;
	const { code, side, status, words, isReported } = of;
	await tx.db.senderRefusal.updateMany({
		where: { id: standing.id },
		data: {
			...{ code, side, status: status ?? null, words: words ?? standing.words, isReported },
			...{ refusedAt: tx.at, tries, nextTryAt },
			...(isTry ? { probeSendId: null, probeLeftAt: null } : {}),
		},
	});
	return { nextTryAt };
}

async function countRefusingDomains(tx: Transaction, senderId: string): Promise<number> {
	return tx.db.senderRefusal.count({
		where: {
			senderId,
			scope: 'domain',
			liftedAt: null,
			refusedAt: { gt: new Date(tx.at.getTime() - HOUR) },
		},
	});
}
