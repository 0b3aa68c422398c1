import { poke } from '#domain/outbox/poke.ts';
import type { StandingRefusal } from '#domain/gates/standing-refusal.ts';
import type { Deferral } from '#domain/sends/deferral.ts';
import { recordDeferredRefusal } from '#domain/refusals/record-deferred-refusal.ts';
import { noteProofRefused } from '#domain/sending-domains/note-arrival.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SendFault } from '#domain/sends/send-fault.ts';
import { planNextTry } from '#domain/gates/plan-next-try.ts';

/** A person's mail has left: its line in the timeline. A test mail has none. */
export async function recordMessageSent(tx: Transaction, sendId: string): Promise<void> {
	await tell(tx, sendId, (subject) => recordEvent(tx, { kind: 'mail-sent', ...subject, data: {} }));
}

/** The receiving side refused a person's mail for good. */
export async function recordMessageRefused(tx: Transaction, sendId: string, fault: SendFault): Promise<void> {
	const { code, status } = fault;
	await noteProofRefused(tx, sendId);
	await tell(tx, sendId, (subject) =>
		recordEvent(tx, { kind: 'mail-refused', ...subject, data: { code, ...(status ? { status } : {}) } }),
	);
}

/** The fate of a person's mail is not known. */
export async function recordMessageUncertain(tx: Transaction, sendId: string): Promise<void> {
	await tell(tx, sendId, (subject) => recordEvent(tx, { kind: 'mail-uncertain', ...subject, data: {} }));
}

/**
 * A person's mail was not taken this time: tried again by the same schedule as a step (5.5-1), and where our own account is
 * refused when its turn comes, which its author is told; after its last try by the recipient's server it counts as refused;
 * what we stopped ourselves asks the gates again at once. The claim is released already.
 */
export async function recordMessageDeferred(
	tx: Transaction,
	sendId: string,
	deferral: Deferral,
): Promise<void> {
	const { fault } = deferral;
	if (fault.matter === 'ours') return;
	const held = await recordDeferredRefusal(tx, { ...deferral, sendId });
	if (held) await holdMail(tx, sendId, fault.code, held.nextTryAt);
	else await planAgain(tx, sendId, deferral);
}

/** It waits for a turn like a step, and goes at once where the refusal is lifted (5.7-4). */
async function holdMail(tx: Transaction, sendId: string, code: string, until: Date): Promise<void> {
	await tx.db.send.updateMany({ where: { id: sendId }, data: { notBefore: until } });
	const data = { code, until: until.toISOString() };
	await tell(tx, sendId, (subject) => recordEvent(tx, { kind: 'mail-held', ...subject, data }));
	await pokeMailbox(tx, sendId);
}

/** A mail that was not tried, since its sender is refused: its author is told once while the refusal stands. */
export async function tellHeldByRefusal(
	tx: Transaction,
	sendId: string,
	{ code, since, nextTryAt }: StandingRefusal,
): Promise<void> {
	const isTold = await tx.db.event.count({ where: { kind: 'mail-held', sendId, at: { gte: since } } });
	if (isTold > 0 || nextTryAt === null) return;
	const data = { code, until: nextTryAt.toISOString() };
	await tell(tx, sendId, (subject) => recordEvent(tx, { kind: 'mail-held', ...subject, data }));
}

/** Its shared mailbox is not its author's any more (D-25): the line says so once. */
export async function tellUnshared(tx: Transaction, sendId: string): Promise<void> {
	const code = 'mailbox-unshared';
	const told = { kind: 'mail-held', sendId, data: { path: ['code'], equals: code } };
	if ((await tx.db.event.count({ where: told })) > 0) return;
	await tell(tx, sendId, (subject) => recordEvent(tx, { kind: 'mail-held', ...subject, data: { code } }));
}

async function planAgain(tx: Transaction, sendId: string, deferral: Deferral): Promise<void> {
	const { fault } = deferral;
	const next = await planNextTry(tx, sendId, deferral);
	if (next.kind === 'counted' && !next.notBefore) {
		await tx.db.send.updateMany({ where: { id: sendId }, data: { state: 'rejected' } });
		await recordMessageRefused(tx, sendId, fault);
	} else if (fault.matter === 'mailbox') await pokeMailbox(tx, sendId);
}

/** The mailbox's own run finds out whether its owner must mend it. */
async function pokeMailbox(tx: Transaction, sendId: string): Promise<void> {
	const { sender } = await tx.db.send.findFirstOrThrow({
		where: { id: sendId },
		select: { sender: { select: { mailboxId: true } } },
	});
	if (sender?.mailboxId) await poke(tx, 'mailbox', sender.mailboxId);
}

interface Subject {
	readonly companyId: string | null;
	readonly contactId: string | null;
	readonly mailboxId: string | null;
	readonly sendId: string;
	readonly messageId: string | null;
}

async function tell(
	tx: Transaction,
	sendId: string,
	record: (subject: Subject) => Promise<unknown>,
): Promise<void> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId, kind: 'personal' },
		include: { sender: { select: { mailboxId: true } } },
	});
	if (!send?.sender) return;
	const { companyId, contactId, sender, replyToMessageId: messageId } = send;
	await record({ companyId, contactId, mailboxId: sender.mailboxId, sendId, messageId });
}
