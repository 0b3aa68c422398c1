import { claimSend } from '#domain/sends/claim-send.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import { finalContentOf } from '#domain/sends/freeze-send.ts';
import type { FrozenSend } from '#domain/sends/freeze-send.ts';
import { lookAtMessage } from '#domain/mails/look-at-message.ts';
import { recordMessageDeferred, recordMessageRefused } from '#domain/mails/record-message-fate.ts';
import { recordGivenBack, recordRejected } from '#domain/sends/record-outcome.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { unknownFate } from './attempt.ts';
import { freezeDraft } from './freeze-draft.ts';
import { lookOfMessage } from './look-of-run.ts';
import { BUSY_WAIT } from './open-step.ts';
import type { Opened } from './open-step.ts';
import type { SendDeps } from './send-deps.ts';
import { sendingAccountOf } from './sending-account.ts';

/**
 * Gates, claim and frozen bytes of a mail that a person wrote.
 *
 * @throws ApplicationFailure `send-open` while it is armed or uncertain.
 */
export async function openMessage(deps: SendDeps, tx: Transaction, run: RunRef): Promise<Opened> {
	if (await findOpenSend(tx, { sendId: run.id })) throw unknownFate('send-open');
	const asked = await lookAtMessage(tx, run.id);
	if (asked.kind !== 'go') return { kind: 'look', look: lookOfMessage(tx, asked) };
	const send = await tx.db.send.findFirstOrThrow({ where: { id: run.id } });
	const claim = await claimSend(tx, {
		sendId: send.id,
		kind: send.kind as 'personal' | 'test',
		mailboxId: send.mailboxId,
		isFirstContact: false,
		lease: deps.config.sends.lease,
	});
	if (claim.kind === 'busy')
		return { kind: 'look', look: { ended: false, wait: BUSY_WAIT, reason: 'mailbox-gap' } };
	if (claim.kind !== 'claimed') throw unknownFate('send-open');

	const held = { sendId: send.id, fence: claim.fence };
	const account = await sendingAccountOf(tx, deps.envelopes, send.mailboxId);
	const mail = account && (await freezeMessage(tx, send, held));
	if (account && mail) {
		const { subscriptionId } = tx;
		const beganAt = performance.now();
		return { kind: 'send', attempt: { subscriptionId, ...held, account, mail, beganAt } };
	}
	if (account) {
		const fault = { code: 'address-invalid', matter: 'recipient' } as const;
		await recordRejected(tx, held, fault);
		await recordMessageRefused(tx, send.id, fault);
	} else {
		const fault = { code: 'auth-refused', matter: 'mailbox' } as const;
		await recordGivenBack(tx, held, 'deferred', fault);
		await recordMessageDeferred(tx, send.id, fault);
	}
	return { kind: 'look', look: lookOfMessage(tx, await lookAtMessage(tx, run.id)) };
}

async function freezeMessage(
	tx: Transaction,
	send: {
		readonly mailboxId: string;
		readonly authorId: string | null;
		readonly recipient: string | null;
		readonly subject: string | null;
		readonly replyToMessageId: string | null;
	},
	held: { readonly sendId: string; readonly fence: number },
): Promise<FrozenSend | undefined> {
	const final = await finalContentOf(tx, held);
	if (final) return final;
	const content = await tx.db.sendContent.findFirstOrThrow({
		where: { sendId: held.sendId },
		select: { html: true },
	});
	const mailbox = await tx.db.mailbox.findFirstOrThrow({ where: { id: send.mailboxId } });
	const author = send.authorId ? await tx.db.user.findFirst({ where: { id: send.authorId } }) : null;
	const answered = send.replyToMessageId
		? await tx.db.message.findFirst({
				where: { id: send.replyToMessageId },
				select: { messageIdKey: true, references: true },
			})
		: null;
	const inReplyTo = answered?.messageIdKey ? bracketed(answered.messageIdKey) : undefined;
	return freezeDraft(tx, {
		...held,
		from: { address: mailbox.address, name: mailbox.displayName },
		to: { address: send.recipient ?? '' },
		subject: send.subject ?? '',
		html: content.html,
		signatureHtml: author?.signatureHtml ?? '',
		...(inReplyTo
			? { inReplyTo, references: [...(answered?.references ?? []).map(bracketed), inReplyTo] }
			: {}),
	});
}

function bracketed(id: string): string {
	return id.startsWith('<') ? id : `<${id}>`;
}
