import { lookAtMessage, mayMessageStillLeave } from '#domain/mails/look-at-message.ts';
import type { MessageLook } from '#domain/mails/look-at-message.ts';
import { readDueMail } from '#domain/mails/read-due-mail.ts';
import {
	recordMessageDeferred,
	recordMessageRefused,
	recordMessageSent,
	recordMessageUncertain,
} from '#domain/mails/record-message-fate.ts';
import { noteAccepted } from '#domain/refusals/note-accepted.ts';
import { lockSenderOfSend } from '#domain/senders/lock-sender.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { Errand, ErrandLook } from './errand.ts';
import { composeWrittenMail } from './compose-written-mail.ts';
import { waitUntil } from './wait-until.ts';

/** What differs between the mails that a person writes. */
interface WrittenMail {
	readonly kind: 'personal' | 'test';
	/** It goes to somebody who may have objected, not to its author. */
	readonly toOthers: boolean;
}

/** A reply by hand. */
export const personalMail = writtenMail({ kind: 'personal', toOthers: true });

/** A step as its author gets it for a try. */
export const testMail = writtenMail({ kind: 'test', toOthers: false });

/** A mail of a real-life test (E-14). */
export const trialMail = writtenMail({ kind: 'test', toOthers: true });

function writtenMail(written: WrittenMail): Errand {
	const { kind, toOthers } = written;
	return {
		due: (tx, run) => readDueMail(tx, run.id),
		async look(tx, run, due): Promise<ErrandLook> {
			if (await findOpenSend(tx, { sendId: run.id })) return { kind: 'open' };
			const asked = await lookAtMessage(tx, run.id, { toOthers, busyUntil: due?.busyUntil });
			if (asked.kind !== 'go') return { kind: 'look', look: lookOfMessage(tx, asked) };
			const send = await tx.db.send.findFirstOrThrow({ where: { id: run.id } });
			return {
				kind: 'go',
				isNew: false,
				claim: { kind, sendId: send.id, senderId: send.senderId, isFirstContact: false },
				compose: (_, inner) => composeWrittenMail(inner, send),
			};
		},
		answer: async (tx, sendId) => lookOfMessage(tx, await lookAtMessage(tx, sendId, { toOthers })),
		openSend: (tx, sendId) => findOpenSend(tx, { sendId }),
		lock: (tx, { sendId }) => lockSenderOfSend(tx, sendId),
		mayStillLeave: (tx, { sendId }) => mayMessageStillLeave(tx, sendId, { toOthers }),
		async accepted(tx, { sendId }, evidence, reply) {
			await lockSenderOfSend(tx, sendId);
			if (!(await recordAccepted(tx, sendId, evidence, reply))) return undefined;
			if (evidence === 'reply') await noteAccepted(tx, sendId);
			await recordMessageSent(tx, sendId);
			return undefined;
		},
		refused: (tx, { sendId }, fault) => recordMessageRefused(tx, sendId, fault),
		deferred: (tx, { sendId }, deferral) => recordMessageDeferred(tx, sendId, deferral),
		uncertain: (tx, { sendId }) => recordMessageUncertain(tx, sendId),
		// Its line says already that nobody knows; the author sees so and may write again.
		async settled() {},
		policyOf: async () => 'silence',
		runKind: 'message',
		looksAgainAfterOurs: false,
	};
}

/** What a look at a person's mail tells its run. */
function lookOfMessage(tx: Transaction, asked: MessageLook): Look {
	switch (asked.kind) {
		case 'ended':
			return { ended: true, wait: 1, reason: 'ended' };
		case 'go':
			return { ended: false, wait: 1, reason: 'step-delay' };
		case 'wait':
			return { ended: false, wait: waitUntil(tx, asked.until), reason: asked.reason };
	}
}
