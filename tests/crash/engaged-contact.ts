import { randomUUID } from 'node:crypto';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { createOpenSequence } from '#tests/environment/open-sequence.ts';

/** Where the mailbox of an engaged contact lives. */
export interface MailServers {
	readonly smtpPort: number;
	readonly imapPort: number;
	/** What the mailbox knows about its server's habit. */
	readonly filesSent: 'yes' | 'no' | 'auto';
	readonly uncertainPolicy?: 'silence' | 'delivery' | 'ask';
}

export interface EngagedContact {
	readonly subscriptionId: string;
	readonly engagementId: string;
	readonly mailboxId: string;
	readonly senderId: string;
	readonly contactId: string;
	/** The contact's address; its local part names the server's script. */
	readonly address: string;
}

/**
 * A subscription of its own with one salesperson, her mailbox, and one contact engaged in a sequence of one step that is
 * due: what a cell of the crash matrix needs, written as rows.
 *
 * @param script What the scripted SMTP server shall do with the mail.
 */
export async function engageContactForTest(
	database: Database,
	envelopes: Envelopes,
	script: string,
	servers: MailServers,
): Promise<EngagedContact> {
	const [
		subscriptionId,
		userId,
		mailboxId,
		senderId,
		companyId,
		contactId,
		sequenceId,
		versionId,
		engagementId,
	] = Array.from({ length: 9 }, () => randomUUID()) as [
		string,
		string,
		string,
		string,
		string,
		string,
		string,
		string,
		string,
	];
	const address = `${script}.${engagementId.slice(0, 8)}@people.example`;
	await database.inSubscription(subscriptionId, async (tx) => {
		const { db, at } = tx;
		await db.subscription.create({ data: { id: subscriptionId, name: 'Cadrelune' } });
		await db.user.create({
			data: {
				subscriptionId,
				id: userId,
				email: `camille.${userId}@cadrelune.example`,
				firstName: 'Camille',
				lastName: 'Dérand',
				licence: 'utilisateur',
				signatureHtml: '<p>Camille Dérand</p>',
			},
		});
		await db.mailbox.create({
			data: {
				subscriptionId,
				id: mailboxId,
				ownerId: userId,
				address: 'camille@cadrelune.example',
				state: 'synchronised',
				imapHost: '127.0.0.1',
				imapPort: servers.imapPort,
				imapSecurity: 'tls',
				loginName: 'camille',
				filesSent: servers.filesSent,
				synchronisedAt: at,
				sender: {
					create: {
						id: senderId,
						kind: 'personal',
						address: 'camille@cadrelune.example',
						displayName: 'Camille Dérand',
						smtpHost: '127.0.0.1',
						smtpPort: servers.smtpPort,
						smtpSecurity: 'tls',
						loginName: 'camille',
						gapMinSeconds: 0,
						gapMaxSeconds: 0,
						uncertainPolicy: servers.uncertainPolicy ?? 'silence',
					},
				},
			},
		});
		await db.mailboxSecret.create({
			data: {
				subscriptionId,
				mailboxId,
				sealed: envelopes.seal('secret', `mailbox:${mailboxId}`) as Uint8Array<ArrayBuffer>,
			},
		});
		await db.mailboxWatch.create({
			data: { subscriptionId, mailboxId, epoch: 1, caughtUpEpoch: 1, provenAt: new Date() },
		});
		await db.company.create({ data: { subscriptionId, id: companyId, name: 'Ardelouse' } });
		await db.contact.create({
			data: {
				subscriptionId,
				id: contactId,
				companyId,
				civility: 'madame',
				firstName: 'Hélène',
				lastName: 'Ronsavel',
			},
		});
		await db.contactAddress.create({ data: { subscriptionId, contactId, address, isPrimary: true } });
		await createOpenSequence(tx, { sequenceId, versionId, userId });
		await db.sequenceStep.create({
			data: {
				subscriptionId,
				versionId,
				position: 1,
				delayAmount: 0,
				delayUnit: 'days',
				subject: 'Planification d’atelier chez {{societe|vous}}',
				bodyHtml: '<p>{{salutation}}</p><p>Je m’appelle {{expediteur.prenom}}.</p>',
			},
		});
		await db.engagement.create({
			data: {
				subscriptionId,
				id: engagementId,
				contactId,
				companyId,
				sequenceId,
				versionId,
				mailboxId,
				responsibleUserId: userId,
				engagedById: userId,
				startAt: at,
				engagedAt: at,
				timeZone: 'Europe/Paris',
				stepCount: 1,
				state: 'scheduled',
				reason: 'before-start',
				reasonSince: at,
				plannedAt: at,
				nextLookAt: at,
			},
		});
	});
	return { subscriptionId, engagementId, mailboxId, senderId, contactId, address };
}
