import { createHash } from 'node:crypto';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createSequence } from '#tests/environment/rows/sequence.ts';
import type { PopulatedRows } from './populated-rows.ts';

/** Its sequences and the mailbox that they leave from. */
export async function createSending({
	tx,
	envelopes,
	id,
	ago,
	words: { canary, secret, domain },
}: PopulatedRows): Promise<void> {
	for (const [sequence, version] of [
		['sequence', 'version'],
		['freeSequence', 'freeVersion'],
		['endedSequence', 'endedVersion'],
	] as const) {
		await createSequence(tx, {
			id: id[sequence],
			versionId: id[version],
			ownerId: id.utilisateur,
			title: `Séquence ${canary}`,
			routineId: id.routine,
			createdAt: ago(200),
			steps: [1, 2].map((position) => ({
				delay: position === 1 ? 0 : 4,
				subject: position === 1 ? `Objet ${secret}` : null,
				bodyHtml: `<p>{{salutation}}</p><p>Étape ${position} ${secret}</p>`,
			})),
		});
	}
	await createMailbox(tx, {
		id: id.mailbox,
		senderId: id.sender,
		ownerId: id.utilisateur,
		address: `utilisateur@${domain}`,
		displayName: `Camille ${canary}`,
		imapHost: `imap.${domain}`,
		smtpHost: `smtp.${domain}`,
		loginName: `utilisateur@${domain}`,
		synchronisedAt: ago(300),
		password: { envelopes, words: secret },
		fence: 1,
	});
	const own = { subscriptionId: tx.subscriptionId, mailboxId: id.mailbox };
	await tx.db.mailboxFolder.create({ data: { ...own, path: `Dossier ${canary}`, mails: 3 } });
	await tx.db.mailboxReading.create({ data: { ...own, askedAt: ago(300) } });
	await tx.db.followedDeletions.create({ data: { ...own, since: ago(300), heldAt: ago(2) } });
	const { subscriptionId } = tx;
	await tx.db.relayActivation.create({ data: { subscriptionId, onAt: ago(300) } });
	await tx.db.sender.create({
		data: {
			...{
				subscriptionId,
				id: id.relay,
				kind: 'relay',
				replyMailboxId: id.mailbox,
				setUpById: id.responsable,
			},
			...{ address: `lettre@${domain}`, displayName: `Lettre ${canary}`, takesSequences: false },
			...{ smtpHost: `relais.${domain}`, smtpPort: 587, smtpSecurity: 'starttls', loginName: secret },
		},
	});
	const hook = { subscriptionId, senderId: id.relay };
	const hookSealed = new Uint8Array(envelopes.seal(secret, `relay-hook:${id.relay}`));
	const secretHash = new Uint8Array(createHash('sha256').update(`${secret}${id.relay}`).digest());
	await tx.db.relayHook.create({
		data: {
			...{ ...hook, vendor: 'mailjet', secretHash, sealed: hookSealed },
			...{ createdAt: ago(200), createdById: id.responsable, lastEventAt: ago(2) },
		},
	});
	await tx.db.relayEvent.create({
		data: { ...hook, eventKey: secretHash, kind: 'ignored', receivedAt: ago(2) },
	});
	const sealed = new Uint8Array(envelopes.seal(secret, `sender:${id.sender}`));
	await tx.db.senderSecret.create({
		data: { subscriptionId: tx.subscriptionId, senderId: id.sender, sealed },
	});
}
