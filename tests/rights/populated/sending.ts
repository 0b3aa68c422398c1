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
	const sealed = new Uint8Array(envelopes.seal(secret, `sender:${id.sender}`));
	await tx.db.senderSecret.create({
		data: { subscriptionId: tx.subscriptionId, senderId: id.sender, sealed },
	});
}
