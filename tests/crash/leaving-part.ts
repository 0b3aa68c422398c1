import { randomUUID } from 'node:crypto';
import { prepareIssue } from '#domain/newsletters/issues/prepare-issue.ts';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createLetter, createPreparingIssue } from '#tests/environment/rows/leaving-issue.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import type { MailServers } from './engaged-contact.ts';

export interface LeavingPart {
	readonly subscriptionId: string;
	readonly issueId: string;
	readonly partId: string;
}

/**
 * An issue of a newsletter that leaves from a salesperson's own mailbox, mail by mail and without a pause between two, as rows.
 *
 * @param scripts What the scripted SMTP server shall do with the mail of each place.
 */
export async function leavingPartForTest(
	database: Database,
	envelopes: Envelopes,
	scripts: readonly string[],
	servers: MailServers,
): Promise<LeavingPart> {
	const subscriptionId = randomUUID();
	return database.inSubscription(subscriptionId, async (tx) => {
		await createSubscription(tx);
		const ownerId = await createUser(tx);
		const { senderId } = await createMailbox(tx, {
			...{ ownerId, address: 'camille@cadrelune.example', gapMinSeconds: 0, gapMaxSeconds: 0 },
			...servers,
			password: { envelopes, words: 'secret' },
		});
		// Newsletters leave by day only: it is about noon where this mailbox lives.
		const east = 12 - tx.at.getUTCHours();
		await tx.db.sender.updateMany({ data: { timeZone: `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}` } });
		const newsletterId = await createLetter(tx, { ownerId });
		// Places are in the order of the contacts' ids.
		const ids = scripts.map(() => randomUUID()).toSorted();
		for (const [place, script] of scripts.entries()) {
			const address = `${script}.${ids[place]!.slice(0, 8)}@people.example`;
			const { contactId } = await createContact(tx, { id: ids[place]!, address });
			await tx.db.newsletterSubscriber.create({
				data: { subscriptionId, newsletterId, contactId, senderId, subscribedAt: tx.at },
			});
		}
		const issueId = await createPreparingIssue(tx, newsletterId);
		await prepareIssue(tx, issueId, { version: 1, variables: ['contact.prenom'], links: [] });
		await tx.db.newsletterIssue.updateMany({ data: { gapMinSeconds: 0, gapMaxSeconds: 0 } });
		const { id: partId } = await tx.db.issuePart.findFirstOrThrow();
		return { subscriptionId, issueId, partId };
	});
}
