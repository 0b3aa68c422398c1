import { randomUUID } from 'node:crypto';
import type { Actor } from '#domain/values/actor.ts';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { createAccess } from './populated/access.ts';
import { createHolds } from './populated/holds.ts';
import { createNewsletters } from './populated/newsletters.ts';
import { createLetterParts } from './populated/letters.ts';
import { createPeople } from './populated/people.ts';
import { inventIds, inventWords } from './populated/populated-rows.ts';
import { createPrivateMails } from './populated/private-mails.ts';
import { createRecords } from './populated/records.ts';
import { createIssues } from './populated/issues.ts';
import { createRuns } from './populated/runs.ts';
import { createSending } from './populated/sending.ts';
import { createTracking } from './populated/tracking.ts';

/** One subscription with a row of every kind, to be read and to be searched for. */
export interface Populated {
	subscriptionId: string;
	/** Stands in every text, name and address of this subscription, and nowhere else. */
	canary: string;
	/** Stands in what only its users may read: texts of mails and notes, names and addresses of contacts, signatures. */
	secret: string;
	/** Begins each word that the owner of the mailbox alone may read (PRIVATE_PLACES, 5.7-9). */
	own: string;
	responsable: Actor;
	/** Owner of the mailbox, the sequence, the engagements, the note and the relance. */
	utilisateur: Actor;
	/** A second *utilisateur*, who owns nothing. */
	colleague: Actor;
	routineId: string;
	companyId: string;
	/** Has no relance and nobody works there. */
	freeCompanyId: string;
	/** Has the live engagement. */
	contactId: string;
	/** Has an address and no engagement. */
	freeContactId: string;
	greyContactId: string;
	/** A white contact of the shared reference at the company. */
	referenceId: string;
	sequenceId: string;
	/** Nobody is engaged in it. */
	freeSequenceId: string;
	/** Active; the contact is in its list. */
	newsletterId: string;
	mailboxId: string;
	senderId: string;
	/** Replies to it go to the mailbox. */
	relayId: string;
	issueId: string;
	partId: string;
	mailboxAddress: string;
	contactAddress: string;
	/** Of a mail in the demonstration world that this subscription sent. */
	worldMailId: number;
	engagementId: string;
	endedEngagementId: string;
	sendId: string;
	messageId: string;
	/** Private mails: received, written outside the product, a marked reply that ended a run, and our answer to the first. */
	privateIds: { received: string; written: string; reply: string; answer: string };
	eventId: string;
	notificationId: string;
	noteId: string;
	suppressionId: string;
	invitationId: string;
	connectionTestId: string;
	connectionId: string;
	domainId: string;
	fromAddressId: string;
}

/** White contacts of the shared reference, the same for everybody. Run it once, as the owner. */
export const REFERENCE_SQL = `
	INSERT INTO installation (public_url, sandbox) VALUES ('http://localhost:3000', true);
	INSERT INTO reference_company (siren, name) VALUES ('000100198', 'Brumevent Équipements');
	INSERT INTO reference_contact (id, siren, first_name, last_name, function, email) VALUES
		('00000000-0000-4000-8000-00000000000a', '000100198', 'Alain', 'Brumereau', 'Président', 'alain@brumevent.example');`;
export const REFERENCE_ID = '00000000-0000-4000-8000-00000000000a';

/** Writes one subscription. Instants count from the present domain time. */
export async function populate(
	database: Database,
	envelopes: Envelopes,
	subscriptionId: string = randomUUID(),
): Promise<Populated> {
	const words = inventWords();
	const id = inventIds();
	await database.inSubscription(subscriptionId, async (tx) => {
		const { db, at } = tx;
		const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000);
		const ahead = (hours: number) => ago(-hours);
		const rows = { tx, db, at, envelopes, words, id, own: { subscriptionId }, ago, ahead };
		await createPeople(rows);
		await createSending(rows);
		await createRuns(rows);
		await createHolds(rows);
		await createNewsletters(rows);
		await createIssues(rows);
		await createRecords(rows);
		await createTracking(rows);
		await createPrivateMails(rows);
		await createAccess(rows);
		await createLetterParts(rows);
	});
	const { canary, secret, domain, own } = words;
	const actor = (name: 'responsable' | 'utilisateur' | 'colleague', licence: Actor['licence']): Actor => ({
		subscriptionId,
		userId: id[name],
		licence,
	});
	return {
		subscriptionId,
		canary,
		secret,
		own,
		responsable: actor('responsable', 'responsable'),
		utilisateur: actor('utilisateur', 'utilisateur'),
		colleague: actor('colleague', 'utilisateur'),
		routineId: id.routine,
		companyId: id.company,
		freeCompanyId: id.freeCompany,
		contactId: id.contact,
		freeContactId: id.free,
		greyContactId: id.grey,
		referenceId: REFERENCE_ID,
		sequenceId: id.sequence,
		freeSequenceId: id.freeSequence,
		newsletterId: id.newsletter,
		mailboxId: id.mailbox,
		senderId: id.sender,
		relayId: id.relay,
		issueId: id.issue,
		partId: id.part,
		mailboxAddress: `utilisateur@${domain}`,
		contactAddress: `contact.${secret}@${domain}`,
		worldMailId: Number.parseInt(subscriptionId.slice(0, 7), 16) + 1,
		engagementId: id.engagement,
		endedEngagementId: id.ended,
		sendId: id.send,
		messageId: id.message,
		privateIds: {
			received: id.privateIn,
			written: id.privateOut,
			reply: id.privateReply,
			answer: id.privateAnswer,
		},
		eventId: id.event,
		notificationId: id.notification,
		noteId: id.note,
		suppressionId: id.suppression,
		invitationId: id.invitation,
		connectionTestId: id.test,
		connectionId: id.connection,
		domainId: id.domain,
		fromAddressId: id.fromAddress,
	};
}
