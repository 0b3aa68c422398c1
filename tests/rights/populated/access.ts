import { randomBytes } from 'node:crypto';
import type { PopulatedRows } from './populated-rows.ts';

/** Who objects, who is invited, which connection was tested. */
export async function createAccess({
	db,
	id,
	own,
	envelopes,
	ago,
	words: { canary, secret, domain },
}: PopulatedRows): Promise<void> {
	await db.suppression.create({
		data: {
			...own,
			id: id.suppression,
			addressHash: new Uint8Array(randomBytes(32)),
			sealed: new Uint8Array(envelopes.seal(`oppose.${secret}@${domain}`, `suppression:${id.suppression}`)),
			masked: 'o•••@example',
			cause: 'manual',
			at: ago(15),
			contactId: id.grey,
			createdById: id.utilisateur,
		},
	});
	await db.suppressionRemoval.create({
		data: {
			...own,
			addressHash: new Uint8Array(randomBytes(32)),
			masked: 'a•••@example',
			cause: 'manual',
			listedAt: ago(20),
			ground: 'entry',
			reason: `Erreur de saisie ${secret}`,
			at: ago(16),
			removedById: id.responsable,
		},
	});
	await db.invitation.create({
		data: {
			...own,
			id: id.invitation,
			email: `invitee@${domain}`,
			firstName: 'Invitée',
			lastName: canary,
			licence: 'utilisateur',
			tokenHash: new Uint8Array(randomBytes(32)),
			invitedById: id.responsable,
			expiresAt: new Date(Date.now() + 86_400_000),
		},
	});
	await db.connectionTest.create({
		data: {
			...own,
			id: id.test,
			userId: id.utilisateur,
			address: `utilisateur@${domain}`,
			settings: { note: secret },
			sealed: new Uint8Array(envelopes.seal(secret, `connection:${id.test}`)),
			state: 'failed',
			startedAt: ago(1),
			endedAt: ago(1),
			checks: { create: [{ position: 1, check: 'dns-imap', state: 'failed', code: 'dns-unknown' }] },
		},
	});
}
