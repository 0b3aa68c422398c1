import { randomUUID } from 'node:crypto';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/database.ts';
import { createOpenSequence } from './open-sequence.ts';

/** What a test says of the engagement that it needs. */
export interface EngagementWish {
	readonly subscriptionId?: string;
	/** Milliseconds from now until it starts. */
	readonly startsIn: number;
	/** The sender's mailbox; without one, nothing listens where it says. */
	readonly mailbox?: {
		readonly address: string;
		readonly password: string;
		readonly smtpPort: number;
		readonly imapPort: number;
	};
	/** The contact's address; without one it exists nowhere. */
	readonly to?: string;
	/** Automation[] of the end without a reply. */
	readonly onFailure?: object[];
}

/**
 * A salesperson, her mailbox that is read to its end, and a contact engaged in a sequence of two steps, as rows; nobody has
 * poked its run.
 */
export async function createEngagement(
	{ database, config }: { readonly database: Database; readonly config: Pick<Config, 'masterKey'> },
	{ subscriptionId = randomUUID(), startsIn, mailbox, to, onFailure = [] }: EngagementWish,
): Promise<{
	subscriptionId: string;
	id: string;
	userId: string;
	companyId: string;
	mailboxId: string;
	senderId: string;
	sequenceId: string;
	contactId: string;
}> {
	const [userId, mailboxId, senderId, companyId, contactId, sequenceId, versionId, id] = Array.from(
		{ length: 8 },
		() => randomUUID(),
	) as [string, string, string, string, string, string, string, string];
	await database.inSubscription(subscriptionId, async (tx) => {
		const { db, at } = tx;
		const startAt = new Date(at.getTime() + startsIn);
		const name = { firstName: 'Camille', lastName: 'Dérand' };
		if ((await db.subscription.count()) === 0)
			await db.subscription.create({ data: { id: subscriptionId, name: 'Cadrelune' } });
		await db.user.create({
			data: {
				...name,
				subscriptionId,
				id: userId,
				email: `${userId}@cadrelune.example`,
				licence: 'utilisateur',
			},
		});
		await db.mailbox.create({
			data: {
				subscriptionId,
				id: mailboxId,
				ownerId: userId,
				address: mailbox?.address ?? `${mailboxId}@cadrelune.example`,
				state: 'synchronised',
				imapHost: '127.0.0.1',
				imapPort: mailbox?.imapPort ?? 993,
				imapSecurity: 'tls',
				loginName: mailbox?.address ?? 'camille',
				synchronisedAt: at,
				sender: {
					create: {
						id: senderId,
						kind: 'personal',
						address: mailbox?.address ?? `${mailboxId}@cadrelune.example`,
						displayName: 'Camille Dérand',
						smtpHost: '127.0.0.1',
						smtpPort: mailbox?.smtpPort ?? 465,
						smtpSecurity: 'tls',
						loginName: mailbox?.address ?? 'camille',
					},
				},
			},
		});
		const sealed = createEnvelopes(config.masterKey).seal(
			mailbox?.password ?? 'secret',
			`mailbox:${mailboxId}`,
		);
		await db.mailboxSecret.create({ data: { subscriptionId, mailboxId, sealed: new Uint8Array(sealed) } });
		await db.mailboxWatch.create({
			data: { subscriptionId, mailboxId, epoch: 1, caughtUpEpoch: 1, provenAt: new Date() },
		});
		await db.company.create({ data: { subscriptionId, id: companyId, name: 'Ardelouse' } });
		await db.contact.create({ data: { subscriptionId, id: contactId, companyId, lastName: 'Ronsavel' } });
		await db.contactAddress.create({
			data: { subscriptionId, contactId, address: to ?? `${contactId}@ardelouse.example`, isPrimary: true },
		});
		await createOpenSequence(tx, { sequenceId, versionId, userId });
		for (const position of [1, 2])
			await db.sequenceStep.create({
				data: {
					subscriptionId,
					versionId,
					position,
					delayAmount: position === 1 ? 0 : 3,
					delayUnit: 'days',
					subject: position === 1 ? 'Bonjour' : null,
					bodyHtml: '<p>Bonjour</p>',
				},
			});
		await db.engagement.create({
			data: {
				subscriptionId,
				id,
				contactId,
				companyId,
				sequenceId,
				versionId,
				mailboxId,
				responsibleUserId: userId,
				engagedById: userId,
				startAt,
				engagedAt: at,
				timeZone: 'Europe/Paris',
				stepCount: 2,
				state: 'scheduled',
				onFailure,
				reason: 'before-start',
				reasonSince: at,
				dueAt: startAt,
				plannedAt: startAt,
				nextLookAt: startAt,
			},
		});
	});
	return { subscriptionId, id, userId, companyId, mailboxId, senderId, sequenceId, contactId };
}

/** How often a run has looked at its row. */
export async function countLooks(
	{ database }: { readonly database: Database },
	run: { subscriptionId: string; id: string },
) {
	return database.inSubscription(run.subscriptionId, ({ db }) =>
		db.engagementLook.count({ where: { engagementId: run.id } }),
	);
}
