import { createEngagementRow } from '#tests/environment/rows/engagement.ts';
import type { PopulatedRows } from './populated-rows.ts';

/** A run that lives, one that ended, and the mail that left. */
export async function createRuns({
	tx,
	db,
	id,
	own,
	ago,
	ahead,
	words: { secret, domain },
}: PopulatedRows): Promise<void> {
	const run = {
		contactId: id.contact,
		companyId: id.company,
		sequenceId: id.sequence,
		versionId: id.version,
		mailboxId: id.mailbox,
		responsibleUserId: id.utilisateur,
		routineId: id.routine,
		stepCount: 2,
		reasonSince: ago(10),
		dueAt: null,
	};
	await createEngagementRow(tx, {
		...run,
		id: id.ended,
		sequenceId: id.endedSequence,
		versionId: id.endedVersion,
		startAt: ago(190),
		engagedAt: ago(190),
		state: 'succeeded',
		reason: 'ended-reply',
		successAt: ago(100),
		endedAt: ago(100),
		endedByMessageId: id.message,
		plannedAt: null,
		nextLookAt: null,
	});
	await createEngagementRow(tx, {
		...run,
		id: id.engagement,
		startAt: ago(40),
		engagedAt: ago(40),
		position: 2,
		state: 'running',
		reason: 'step-delay',
		reasonUntil: ahead(50),
		plannedAt: ahead(50),
		nextLookAt: ahead(50),
		lastSentAt: ago(39),
		lastAcceptedSendId: id.send,
		looks: {
			create: [{ at: ago(39), position: 2, reason: 'step-delay', until: ahead(50), gates: [] }],
		},
	});
	await db.send.create({
		data: {
			...own,
			id: id.send,
			kind: 'step',
			senderId: id.sender,
			engagementId: id.engagement,
			position: 1,
			occurrence: 1,
			contactId: id.contact,
			companyId: id.company,
			state: 'accepted',
			fence: 1,
			armedAt: new Date(),
			sentAt: ago(39),
			recipient: `contact.${secret}@${domain}`,
			subject: `Objet ${secret}`,
			messageId: `<${id.send}@${domain}>`,
			createdAt: ago(39),
			content: {
				create: {
					bytes: new Uint8Array(Buffer.from(secret)),
					sha256: new Uint8Array(32),
					html: `<p>Étape 1 ${secret}</p>`,
					text: `Étape 1 ${secret}`,
					frozenAt: ago(39),
				},
			},
			attempts: {
				create: [
					{
						fence: 1,
						startedAt: ago(39),
						armedAt: ago(39),
						endedAt: ago(39),
						outcome: 'accepted',
						milliseconds: 12,
					},
				],
			},
		},
	});
}
