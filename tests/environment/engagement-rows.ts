import { randomBytes, randomUUID } from 'node:crypto';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/database.ts';
import { createContact } from './rows/contact.ts';
import { createEngagementRow } from './rows/engagement.ts';
import { createMailbox } from './rows/mailbox.ts';
import { createSequence } from './rows/sequence.ts';
import { createSubscription, createUser } from './rows/user.ts';

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

/** The rows of one engagement. */
export interface CreatedEngagement {
	readonly subscriptionId: string;
	readonly id: string;
	readonly userId: string;
	readonly companyId: string;
	readonly mailboxId: string;
	readonly senderId: string;
	readonly sequenceId: string;
	readonly contactId: string;
}

/**
 * A salesperson, her mailbox that is read to its end, and a contact engaged in a sequence of two steps, as rows; nobody has
 * poked its run. Without a master key nobody opens the mailbox's password.
 */
export async function createEngagement(
	{
		database,
		config: { masterKey } = { masterKey: randomBytes(32) },
	}: { readonly database: Database; readonly config?: Pick<Config, 'masterKey'> },
	{ subscriptionId = randomUUID(), startsIn, mailbox, to, onFailure = [] }: EngagementWish,
): Promise<CreatedEngagement> {
	return database.inSubscription(subscriptionId, async (tx) => {
		if ((await tx.db.subscription.count()) === 0) await createSubscription(tx);
		const userId = await createUser(tx);
		const { address, imapPort, smtpPort } = mailbox ?? {};
		const { mailboxId, senderId } = await createMailbox(tx, {
			ownerId: userId,
			...(mailbox && { address, imapPort, smtpPort, loginName: address }),
			password: { envelopes: createEnvelopes(masterKey), words: mailbox?.password ?? 'secret' },
		});
		const { contactId, companyId } = await createContact(tx, to === undefined ? {} : { address: to });
		const sequence = await createSequence(tx, { ownerId: userId, steps: [{}, { delay: 3 }] });
		const id = await createEngagementRow(tx, {
			...sequence,
			contactId,
			companyId,
			mailboxId,
			responsibleUserId: userId,
			startAt: new Date(tx.at.getTime() + startsIn),
			stepCount: 2,
			onFailure,
		});
		const { sequenceId } = sequence;
		return { subscriptionId, id, userId, companyId, mailboxId, senderId, sequenceId, contactId };
	});
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
