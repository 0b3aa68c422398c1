import { randomUUID } from 'node:crypto';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createEngagementRow } from '#tests/environment/rows/engagement.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createSequence } from '#tests/environment/rows/sequence.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';

/** Where the mailbox of an engaged contact lives. */
export interface MailServers {
	/** 127.0.0.1 without it. */
	readonly smtpHost?: string;
	/** `camille` without it. */
	readonly loginName?: string;
	readonly smtpPort: number;
	readonly imapPort: number;
	/** What the mailbox knows about its server's habit. */
	readonly filesSent: 'yes' | 'no' | 'auto';
	/** When the mailbox was last known to be read; now without it. */
	readonly provenAt?: Date;
	readonly uncertainPolicy?: 'silence' | 'delivery' | 'ask';
	/** How its mails leave: over SMTP without it. By Graph it needs a grant (`grantAccess`). */
	readonly delivery?: 'graph';
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
 * @param wish.language that of the sequence; French without it.
 */
export async function engageContactForTest(
	database: Database,
	envelopes: Envelopes,
	script: string,
	servers: MailServers,
	wish: { readonly language?: 'fr' | 'en' } = {},
): Promise<EngagedContact> {
	const [subscriptionId, engagementId] = [randomUUID(), randomUUID()];
	return database.inSubscription(subscriptionId, async (tx) => {
		await createSubscription(tx);
		const userId = await createUser(tx, { signatureHtml: '<p>Camille Dérand</p>' });
		const { mailboxId, senderId } = await createMailbox(tx, {
			ownerId: userId,
			address: 'camille@cadrelune.example',
			gapMinSeconds: 0,
			gapMaxSeconds: 0,
			uncertainPolicy: 'silence',
			...servers,
			password: { envelopes, words: 'secret' },
		});
		const { contactId, companyId, address } = await createContact(tx, {
			civility: 'madame',
			firstName: 'Hélène',
			address: `${script}.${engagementId.slice(0, 8)}@people.example`,
		});
		const sequence = await createSequence(tx, {
			ownerId: userId,
			...wish,
			steps: [
				{
					subject: 'Planification d’atelier chez {{societe|vous}}',
					bodyHtml: '<p>{{salutation}}</p><p>Je m’appelle {{expediteur.prenom}}.</p>',
				},
			],
		});
		await createEngagementRow(tx, {
			...sequence,
			id: engagementId,
			contactId,
			companyId,
			mailboxId,
			responsibleUserId: userId,
			stepCount: 1,
		});
		return { subscriptionId, engagementId, mailboxId, senderId, contactId, address };
	});
}
