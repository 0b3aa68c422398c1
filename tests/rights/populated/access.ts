import { randomBytes } from 'node:crypto';
import type { PopulatedRows } from './populated-rows.ts';

/** Who objects, who is invited, which connection was tested, which domain is read. */
export async function createAccess({
	db,
	id,
	own,
	envelopes,
	ago,
	ahead,
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
	const server = { port: 993, security: 'tls', user: `utilisateur@${domain}` };
	await db.testBegun.create({ data: { ...own, userId: id.utilisateur } });
	await db.mailboxConnection.create({
		data: {
			...own,
			id: id.connection,
			ownerId: id.utilisateur,
			actedById: id.utilisateur,
			address: `utilisateur@${domain}`,
			language: 'fr',
			stage: 'mending',
			reason: 'connect-refused',
			fault: 'password-refused',
			since: ago(1),
			startedAt: ago(2),
			settings: {
				imap: { ...server, host: `imap.${secret}.example` },
				smtp: { ...server, host: `smtp.${secret}.example` },
				isShared: false,
			},
			sealed: new Uint8Array(envelopes.seal(secret, `connect:${id.connection}`)),
			events: { create: [{ at: ago(2), kind: 'begun', userId: id.utilisateur }] },
			consent: {
				create: {
					...{ vendor: 'microsoft', domain, askedAt: ago(1) },
					tokenHash: new Uint8Array(randomBytes(32)),
					tokenSealed: new Uint8Array(envelopes.seal(secret, `consent:${id.connection}`)),
				},
			},
		},
	});
	await db.sendingDomain.create({
		data: {
			...own,
			...{ id: id.domain, domain, state: 'to-publish', reason: 'domain-to-publish' },
			...{ since: ago(1), readAt: ago(1), nextLookAt: ahead(1), startedAt: ago(2) },
			reading: { ...NOTHING_READ, domain, nameServers: [`ns1.${secret}.example`] },
			events: { create: [{ at: ago(2), kind: 'begun', data: { address: `utilisateur@${domain}` } }] },
		},
	});
	await db.senderProof.create({
		data: {
			...own,
			...{ senderId: id.sender, mailboxId: id.mailbox, sendId: id.send, askedAt: ago(3) },
			askedById: id.utilisateur,
			...{ arrivedAt: ago(2), head: new Uint8Array(Buffer.from(`Received: from ${secret}.example`)) },
		},
	});
	await db.fromAddress.create({
		data: {
			...{ ...own, id: id.fromAddress, senderId: id.sender, askedById: id.utilisateur, createdAt: ago(1) },
			address: `${secret}@autre.${domain}`,
			codeSealed: new Uint8Array(envelopes.seal('123456', `from-address:${id.fromAddress}`)),
			...{ codeSendId: id.platformMail, codeUntil: ago(-1) },
		},
	});
	await db.send.create({
		data: {
			...{ ...own, id: id.platformMail, kind: 'platform', authorId: id.utilisateur, state: 'accepted' },
			...{ recipient: `${secret}@autre.${domain}`, createdAt: ago(1), armedAt: ago(1), sentAt: ago(1) },
			platformMail: {
				create: {
					kind: 'from-address-code',
					language: 'fr',
					fromAddressId: id.fromAddress,
					changedAt: ago(1),
				},
			},
		},
	});
}

/** A reading of nothing, as it is kept. */
const NOTHING_READ = { code: null, checks: [], servers: [] };
