import { Prisma, type Send } from '#prisma/generated/client/client.ts';
import { HELD_INSTANTS, heldColumns, type HeldRow } from '#domain/gates/held-sends.ts';
import { mayWrite } from '#domain/gates/gates.ts';
import type { RunReason } from '#domain/gates/reasons.ts';
import type { PersonalSituation } from '#domain/gates/situation.ts';
import { TAKEN_FROM_AUTHOR } from '#domain/runs/taken-from.ts';
import { lockSender } from '#domain/senders/lock-sender.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import { readSenderBook } from '#domain/pace/sender-book.ts';
import { holdsBack, REFUSAL_INSTANTS, refusalColumn, refusalOf } from '#domain/gates/standing-refusal.ts';
import type { RefusalRow } from '#domain/gates/standing-refusal.ts';
import { takeTry } from '#domain/refusals/take-try.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import { readOpposition } from '#domain/suppressions/ask/is-suppressed.ts';
import { answersObjection } from '#domain/suppressions/ask/open-objections.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { readJsonRow } from '#platform/database/json-row.ts';
import type { Transaction } from '#platform/database/database.ts';
import { tellHeldByRefusal, tellUnshared } from './record-message-fate.ts';
import { stopMail } from './stop-mail.ts';

/** What a look at a mail of a person answers. */
export type MessageLook =
	| { readonly kind: 'ended' }
	| { readonly kind: 'wait'; readonly reason: string; readonly until: Date | null }
	| { readonly kind: 'go' };

/** Whether a mail goes to somebody who may have objected; of test mails only those of a real-life test do (E-14). */
export interface Addressed {
	readonly toOthers: boolean;
}

/** What is known of it before the look. */
interface Asked extends Addressed {
	/** Its host has no place for it: until when it waits where nothing else is against it. */
	readonly busyUntil?: Date | undefined;
}

/**
 * One look at a mail that a person wrote: suppression, mailbox, a refusal of ours (5.7-4) and the provider's limit may hold
 * it, never a window, a cap, a ramp or a gap (docs/design/rows-and-commands.md#ids). Locks its sender.
 */
export async function lookAtMessage(
	tx: Transaction,
	sendId: string,
	{ toOthers, busyUntil }: Asked,
): Promise<MessageLook> {
	const found = await tx.db.send.findFirst({
		where: { id: sendId, kind: { in: ['personal', 'test'] } },
		select: { sender: { select: { id: true, mailboxId: true } } },
	});
	if (!found?.sender) return { kind: 'ended' };
	await lockSender(tx, found.sender);
	const send = await tx.db.send.findFirstOrThrow({ where: { id: sendId } });
	if (!['ready', 'claimed'].includes(send.state) || !send.recipient) return { kind: 'ended' };
	if (send.notBefore && send.notBefore > tx.at) {
		return { kind: 'wait', reason: await reasonToWait(tx, send), until: send.notBefore };
	}
	const situation = await situationOf(tx, send, toOthers ? send.recipient : undefined);
	const decision = mayWrite(situation, tx.at);
	const { refusal } = situation;
	if (decision.kind === 'go') {
		if (busyUntil) return { kind: 'wait', reason: 'host-busy', until: busyUntil };
		if (refusal) await takeTry(tx, send.senderId!, refusal, sendId);
		return { kind: 'go' };
	}
	if (refusal && decision.kind === 'not-before' && decision.reason === 'mailbox-refused')
		await tellHeldByRefusal(tx, sendId, refusal);
	if (decision.kind === 'not-before' && decision.reason === 'mailbox-unshared')
		await tellUnshared(tx, sendId);
	if (decision.kind === 'not-before') return { kind: 'wait', reason: decision.reason, until: decision.until };
	await stopMail(tx, sendId, { code: decision.reason });
	return { kind: 'ended' };
}

/** Why a mail that was not taken is tried later. */
async function reasonToWait(
	tx: Transaction,
	{ senderId, status, recipient }: Pick<Send, 'senderId' | 'status' | 'recipient'>,
): Promise<RunReason> {
	if (status) return 'recipient-later';
	const domain = recipient?.split('@').at(-1) ?? null;
	const refused = await tx.db.senderRefusal.count({
		where: { senderId: senderId!, liftedAt: null, OR: [{ scope: 'sender' }, { scope: 'domain', domain }] },
	});
	return refused > 0 ? 'mailbox-refused' : 'server-unreachable';
}

/**
 * Asked by arm: whether anything stops a person's mail that waits for its final dot. The provider's limit was decided at
 * the claim, which counts itself.
 */
export async function mayMessageStillLeave(
	tx: Transaction,
	sendId: string,
	{ toOthers }: Addressed,
): Promise<boolean> {
	const send = await tx.db.send.findFirst({ where: { id: sendId } });
	if (!send?.recipient) return false;
	await tx.lockAddresses([suppressionHash(tx, send.recipient)], 'share');
	const { suppressedSince, objectionId, restoredSince, halt, mailbox, refusal } = await situationOf(
		tx,
		send,
		toOthers ? send.recipient : undefined,
	);
	if (suppressedSince || objectionId) return false;
	if (mailbox?.isTaken || (refusal && holdsBack(refusal, sendId, tx.at))) return false;
	return !restoredSince && !halt && (mailbox?.state ?? 'ok') === 'ok';
}

/** @param recipient Undefined for a test mail to oneself. */
async function situationOf(
	tx: Transaction,
	{ id: sendId, senderId, replyToMessageId }: Pick<Send, 'id' | 'senderId' | 'replyToMessageId'>,
	recipient: string | undefined,
): Promise<PersonalSituation> {
	const { mailbox, ...sender } = await tx.db.sender.findFirstOrThrow({
		where: { id: senderId! },
		include: { mailbox: { include: { watch: true } } },
	});
	const domain = Prisma.sql`${recipient?.split('@').at(-1) ?? null}::text`;
	// Proof of life is wall-clock time, and the database's, as everywhere.
	const [row] = await tx.sql<{ held: unknown }>`
		SELECT to_json(held) AS held FROM (
			SELECT ${heldColumns({ sequenceId: Prisma.sql`NULL::uuid`, domain })}, ${refusalColumn(domain)},
				clock_timestamp() AS "wallNow", ${Prisma.raw(TAKEN_FROM_AUTHOR)} AS "isTaken" FROM sender
			JOIN send ON (send.subscription_id, send.id) = (sender.subscription_id, ${sendId}::uuid)
			LEFT JOIN mailbox m ON (m.subscription_id, m.id) = (sender.subscription_id, sender.mailbox_id)
			WHERE sender.subscription_id = ${tx.subscriptionId}::uuid AND sender.id = ${senderId}::uuid
		) held`;
	const held = readJsonRow<HeldRow & RefusalRow & { wallNow: Date; isTaken: boolean }>(row!.held, {
		...HELD_INSTANTS,
		...REFUSAL_INSTANTS,
		wallNow: true,
	});
	const opposed = recipient ? await readOpposition(tx, recipient) : undefined;
	const mayAnswer = opposed?.objectionId != null && (await answersObjection(tx, replyToMessageId));
	return {
		sendId,
		// A test of oneself is how a person finds out whether the mailbox is taken again.
		refusal: recipient ? refusalOf(held, false) : null,
		suppressedSince: opposed?.suppressedAt ?? undefined,
		objectionId: mayAnswer ? null : (opposed?.objectionId ?? null),
		restoredSince: held.restoredSince,
		halt: held.halt,
		mailbox: mailbox && {
			id: mailbox.id,
			state: mailboxGate(mailbox, mailbox.watch, held.wallNow, tx.process.proofFresh),
			since: mailbox.watch?.lostAt ?? mailbox.watch?.unwatchedAt ?? null,
			isTaken: held.isTaken,
		},
		book: await readSenderBook(tx, senderId!, paceOfSender(sender)),
	};
}
