import {
	lockPlatformMail,
	lookAtPlatformMail,
	mayPlatformMailLeave,
} from '#domain/platform-mails/look-at-platform-mail.ts';
import type { PlatformMailLook } from '#domain/platform-mails/look-at-platform-mail.ts';
import {
	recordPlatformMailDeferred,
	recordPlatformMailOver,
	recordPlatformMailUncertain,
} from '#domain/platform-mails/record-platform-fate.ts';
import { readDueMail } from '#domain/mails/read-due-mail.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { Errand, ErrandLook } from './errand.ts';
import { composePlatformMail } from './compose-platform-mail.ts';
import { waitUntil } from './wait-until.ts';

/** A mail of the installation itself, from its own sender (5.2-22). */
export const platformMail: Errand = {
	due: (tx, run) => readDueMail(tx, run.id),
	async look(tx, run, due): Promise<ErrandLook> {
		if (await findOpenSend(tx, { sendId: run.id })) return { kind: 'open' };
		const asked = await lookAtPlatformMail(tx, run.id, due?.busyUntil);
		if (asked.kind !== 'go') return { kind: 'look', look: lookOf(tx, asked) };
		const { mail } = asked;
		return {
			kind: 'go',
			isNew: false,
			claim: { kind: 'platform', sendId: run.id, senderId: null, isFirstContact: false },
			compose: (deps, inner) => composePlatformMail(deps, inner, mail),
		};
	},
	answer: async (tx, sendId) => lookOf(tx, await lookAtPlatformMail(tx, sendId)),
	openSend: (tx, sendId) => findOpenSend(tx, { sendId }),
	lock: (tx, { sendId }) => lockPlatformMail(tx, sendId),
	mayStillLeave: (tx, { sendId }) => mayPlatformMailLeave(tx, sendId),
	async accepted(tx, { sendId }, evidence, reply) {
		await lockPlatformMail(tx, sendId);
		if (await recordAccepted(tx, sendId, evidence, reply)) await recordPlatformMailOver(tx, sendId);
		return { ended: true, wait: 1, reason: 'ended' };
	},
	refused: (tx, { sendId }, fault) => recordPlatformMailOver(tx, sendId, fault.code),
	deferred: (tx, { sendId }, deferral) => recordPlatformMailDeferred(tx, sendId, deferral),
	uncertain: (tx, { sendId }) => recordPlatformMailUncertain(tx, sendId),
	// It may have arrived: who waits for it reads so, and may have it sent anew.
	settled: (tx, { sendId }) => recordPlatformMailOver(tx, sendId),
	policyOf: async () => 'silence',
	runKind: 'message',
	looksAgainAfterOurs: false,
};

function lookOf(tx: Transaction, asked: PlatformMailLook): Look {
	switch (asked.kind) {
		case 'ended':
			return { ended: true, wait: 1, reason: 'ended' };
		case 'go':
			return { ended: false, wait: 1, reason: 'message-ready' };
		case 'wait':
			return { ended: false, wait: waitUntil(tx, asked.until), reason: asked.reason };
	}
}
