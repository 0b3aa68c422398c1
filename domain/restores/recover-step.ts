import { recordSent } from '#domain/engagements/outcomes/record-sent.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { Transaction } from '#platform/database/database.ts';
import { findForgottenSteps, type ForgottenStep } from './find-forgotten-steps.ts';
import { keepFoundMail, type FoundMail } from './keep-found-mail.ts';

/**
 * A step left after the backup from which the database came: it counts as left at `sentAt`, and so do the steps before it,
 * since each leaves after the other. Its run goes on with the next one.
 *
 * @returns false where it was known meanwhile, or its run ended.
 */
export async function recoverStep(
	tx: Transaction,
	sendId: string,
	step: ForgottenStep,
	left: { readonly sentAt: Date; readonly evidence: 'read-back' | 'run'; readonly mail?: FoundMail },
): Promise<boolean> {
	const { engagementId, position, occurrence } = step;
	await tx.lock('engagement', [engagementId]);
	const run = await tx.db.engagement.findFirst({
		where: { id: engagementId, endedAt: null, position: { lte: position } },
		select: {
			contactId: true,
			companyId: true,
			lastSentAt: true,
			mailbox: { select: { sender: { select: { id: true } } } },
		},
	});
	if (!run?.mailbox.sender) return false;
	const { mail, sentAt, evidence } = left;
	const { contactId, companyId } = run;
	const { subscriptionId } = tx;
	await tx.db.send.createMany({
		data: {
			subscriptionId,
			id: sendId,
			kind: 'step',
			senderId: run.mailbox.sender.id,
			engagementId,
			position,
			occurrence,
			contactId,
			companyId,
			isFirstContact: run.lastSentAt === null && position === 1,
			sentAt,
			recipient: mail?.recipient ?? null,
			subject: mail?.subject ?? null,
			messageId: mail?.messageId ?? null,
			createdAt: sentAt,
		},
		skipDuplicates: true,
	});
	if (mail) await keepFoundMail(tx, sendId, mail);
	await tx.db.senderSlot.deleteMany({ where: { engagementId } });
	const accepted = await recordAccepted(tx, sendId, evidence);
	if (!accepted) return false;
	await tx.db.engagement.updateMany({
		where: { id: engagementId, position: { lt: position } },
		data: { position, occurrence },
	});
	await recordSent(tx, { engagementId, sendId, accepted });
	return true;
}

/** The same with a poke for its run: for whoever found the mail beside it. */
export async function recoverFoundStep(
	tx: Transaction,
	sendId: string,
	step: ForgottenStep,
	left: { readonly sentAt: Date; readonly mail?: FoundMail },
): Promise<boolean> {
	const isRecovered = await recoverStep(tx, sendId, step, { ...left, evidence: 'read-back' });
	if (isRecovered) await poke(tx, 'engagement', step.engagementId);
	return isRecovered;
}

/**
 * A run knows that a step left, its mailbox was read back, and the copy is not there: the run's word counts, from now on. A
 * mail whose run says so is never sent twice for want of a copy.
 */
export async function takeWordOfRun(
	tx: Transaction,
	run: { readonly engagementId: string; readonly mailboxId: string; readonly sendId: string },
): Promise<void> {
	const known = await tx.db.send.count({ where: { id: run.sendId } });
	if (known > 0) {
		const accepted = await recordAccepted(tx, run.sendId, 'run');
		if (accepted) await recordSent(tx, { engagementId: run.engagementId, sendId: run.sendId, accepted });
		return;
	}
	const step = (await findForgottenSteps(tx, run.mailboxId, [run.sendId])).get(run.sendId);
	if (step) await recoverStep(tx, run.sendId, step, { sentAt: tx.at, evidence: 'run' });
}
