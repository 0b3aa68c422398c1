import { randomUUID } from 'node:crypto';
import type { PopulatedRows } from './populated-rows.ts';

/** What holds its sends, and what a restore proved. */
export async function createHolds({ db, id, own, ago, words: { canary } }: PopulatedRows): Promise<void> {
	await db.halt.create({
		data: {
			...own,
			scope: 'domain',
			domain: 'retenu.example',
			reason: `Retenu ${canary}`,
			setById: randomUUID(),
			setAt: ago(5),
		},
	});
	const unproven = { foundSteps: 0, foundUnknown: 1, foundReplies: 0, foundObjections: 0 };
	const readBack = { ...own, mailboxId: id.mailbox, incident: 1, readAt: ago(4), hadSentFolder: false };
	await db.mailboxReadBack.create({ data: { ...readBack, ...unproven } });
	await db.unknownSentMail.create({
		data: { ...own, mailboxId: id.mailbox, sendId: randomUUID(), sentAt: ago(6) },
	});
	await db.senderRefusal.create({
		data: {
			...own,
			senderId: id.sender,
			scope: 'domain',
			domain: 'refus.example',
			code: 'policy-refused',
			side: 'recipient',
			words: `554 5.7.1 ${canary}`,
			isReported: false,
			since: ago(5),
			refusedAt: ago(5),
			nextTryAt: ago(-5),
		},
	});
}
