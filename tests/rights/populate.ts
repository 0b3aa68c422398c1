import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '#domain/values/actor.ts';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** One subscription with a row of every kind, to be read and to be searched for. */
export interface Populated {
	subscriptionId: string;
	/** Stands in every text, name and address of this subscription, and nowhere else. */
	canary: string;
	/** Stands in what only its users may read: texts of mails and notes, names and addresses of contacts, signatures. */
	secret: string;
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
	mailboxId: string;
	senderId: string;
	mailboxAddress: string;
	contactAddress: string;
	/** Of a mail in the demonstration world that this subscription sent. */
	worldMailId: number;
	engagementId: string;
	endedEngagementId: string;
	sendId: string;
	messageId: string;
	eventId: string;
	notificationId: string;
	noteId: string;
	suppressionId: string;
	invitationId: string;
	connectionTestId: string;
}

/** White contacts of the shared reference, the same for everybody. Run it once, as the owner. */
export const REFERENCE_SQL = `
	INSERT INTO installation (public_url, sandbox) VALUES ('http://localhost:3000', true);
	INSERT INTO reference_company (siren, name) VALUES ('000100198', 'Brumevent Équipements');
	INSERT INTO reference_contact (id, siren, first_name, last_name, function, email) VALUES
		('00000000-0000-4000-8000-00000000000a', '000100198', 'Alain', 'Brumereau', 'Président', 'alain@brumevent.example');`;
export const REFERENCE_ID = '00000000-0000-4000-8000-00000000000a';

/** Writes one subscription. Instants count from the present domain time. */
export async function populate(database: Database, envelopes: Envelopes): Promise<Populated> {
	const subscriptionId = randomUUID();
	const canary = `canari${randomBytes(6).toString('hex')}`;
	const id = Object.fromEntries(
		[
			'responsable',
			'utilisateur',
			'colleague',
			'routine',
			'company',
			'freeCompany',
			'contact',
			'free',
			'grey',
			'sequence',
			'freeSequence',
			'version',
			'freeVersion',
			'endedSequence',
			'endedVersion',
			'mailbox',
			'sender',
			'engagement',
			'ended',
			'message',
			'event',
			'notification',
			'note',
			'relance',
			'suppression',
			'invitation',
			'test',
		].map((name) => [name, randomUUID()]),
	) as Record<string, string>;
	id.send = sendIdOf(id.engagement!, 1, 1);
	const own = { subscriptionId };
	const domain = `${canary}.example`;
	const secret = `${canary}secret`;

	await database.inSubscription(subscriptionId, async ({ db, at }) => {
		const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000);
		const ahead = (hours: number) => ago(-hours);
		await db.subscription.create({ data: { id: subscriptionId, name: `Abonnement ${canary}` } });
		for (const [name, licence] of [
			['responsable', 'responsable'],
			['utilisateur', 'utilisateur'],
			['colleague', 'utilisateur'],
		] as const) {
			await db.user.create({
				data: {
					...own,
					id: id[name]!,
					email: `${name}@${domain}`,
					firstName: name,
					lastName: canary,
					licence,
					signatureHtml: `<p>${name} ${secret}</p>`,
				},
			});
		}
		await db.closedDay.create({ data: { ...own, day: new Date('2030-05-31'), name: `Pont ${canary}` } });
		await db.routine.create({
			data: {
				...own,
				id: id.routine!,
				title: `Routine ${canary}`,
				users: {
					create: [
						{ userId: id.utilisateur!, isDefault: true },
						{ userId: id.colleague!, isDefault: false },
					],
				},
			},
		});
		await db.company.create({
			data: {
				...own,
				id: id.company!,
				name: `Société ${canary}`,
				siren: '000100198',
				city: canary,
				domains: { create: [{ domain }] },
				addresses: { create: [{ address: `contact@${domain}` }] },
				establishments: { create: [{ name: `Siège ${canary}`, headOffice: true }] },
				tags: { create: [{ routineId: id.routine!, tag: 'suspect', changedAt: at }] },
			},
		});
		await db.company.create({ data: { ...own, id: id.freeCompany!, name: `Libre ${canary}` } });
		for (const [key, first] of [
			['contact', 'Mathilde'],
			['free', 'Thierry'],
			['grey', 'Loïc'],
		] as const) {
			await db.contact.create({
				data: {
					...own,
					id: id[key]!,
					companyId: id.company!,
					civility: key === 'contact' ? 'madame' : 'monsieur',
					firstName: first,
					lastName: `${first} ${secret}`,
					leftCompanyAt: key === 'grey' ? ago(1_000) : null,
					addresses: { create: [{ address: `${key}.${secret}@${domain}`, isPrimary: true }] },
				},
			});
		}
		for (const [sequence, version] of [
			['sequence', 'version'],
			['freeSequence', 'freeVersion'],
			['endedSequence', 'endedVersion'],
		] as const) {
			await db.sequence.create({
				data: {
					...own,
					id: id[sequence]!,
					title: `Séquence ${canary}`,
					isActive: true,
					ownerId: id.utilisateur!,
					currentVersion: 1,
					versions: {
						create: [
							{
								id: id[version]!,
								number: 1,
								routineId: id.routine!,
								windowDays: [1, 2, 3, 4, 5, 6, 7],
								windowFrom: 0,
								windowTo: 1_440,
								createdById: id.utilisateur!,
								createdAt: ago(200),
								steps: {
									create: [1, 2].map((position) => ({
										position,
										delayAmount: position === 1 ? 0 : 4,
										delayUnit: 'days',
										subject: position === 1 ? `Objet ${secret}` : null,
										bodyHtml: `<p>{{salutation}}</p><p>Étape ${position} ${secret}</p>`,
									})),
								},
							},
						],
					},
				},
			});
		}
		await db.mailbox.create({
			data: {
				...own,
				id: id.mailbox!,
				ownerId: id.utilisateur!,
				address: `utilisateur@${domain}`,
				state: 'synchronised',
				imapHost: `imap.${domain}`,
				imapPort: 993,
				imapSecurity: 'tls',
				loginName: `utilisateur@${domain}`,
				synchronisedAt: ago(300),
				sender: {
					create: {
						id: id.sender!,
						kind: 'personal',
						address: `utilisateur@${domain}`,
						displayName: `Camille ${canary}`,
						smtpHost: `smtp.${domain}`,
						smtpPort: 465,
						smtpSecurity: 'tls',
						loginName: `utilisateur@${domain}`,
						secret: {
							create: { sealed: new Uint8Array(envelopes.seal(secret, `sender:${id.sender}`)) },
						},
					},
				},
				secret: { create: { sealed: new Uint8Array(envelopes.seal(secret, `mailbox:${id.mailbox}`)) } },
				watch: { create: { fence: 1, epoch: 1, caughtUpEpoch: 1, provenAt: new Date() } },
			},
		});
		const run = {
			...own,
			contactId: id.contact!,
			companyId: id.company!,
			sequenceId: id.sequence!,
			versionId: id.version!,
			mailboxId: id.mailbox!,
			responsibleUserId: id.utilisateur!,
			engagedById: id.utilisateur!,
			routineId: id.routine!,
			timeZone: 'Europe/Paris',
			stepCount: 2,
			reasonSince: ago(10),
		};
		await db.engagement.create({
			data: {
				...run,
				id: id.ended!,
				sequenceId: id.endedSequence!,
				versionId: id.endedVersion!,
				startAt: ago(190),
				engagedAt: ago(190),
				state: 'succeeded',
				reason: 'ended-reply',
				successAt: ago(100),
				endedAt: ago(100),
				endedByMessageId: id.message!,
			},
		});
		await db.engagement.create({
			data: {
				...run,
				id: id.engagement!,
				startAt: ago(40),
				engagedAt: ago(40),
				position: 2,
				state: 'running',
				reason: 'step-delay',
				reasonUntil: ahead(50),
				plannedAt: ahead(50),
				nextLookAt: ahead(50),
				lastSentAt: ago(39),
				lastAcceptedSendId: id.send!,
				looks: {
					create: [{ at: ago(39), position: 2, reason: 'step-delay', until: ahead(50), gates: [] }],
				},
			},
		});
		await db.send.create({
			data: {
				...own,
				id: id.send!,
				kind: 'step',
				senderId: id.sender!,
				engagementId: id.engagement!,
				position: 1,
				occurrence: 1,
				contactId: id.contact!,
				companyId: id.company!,
				state: 'accepted',
				fence: 1,
				armedAt: new Date(),
				sentAt: ago(39),
				recipient: `contact.${secret}@${domain}`,
				subject: `Objet ${secret}`,
				messageId: `<${id.send}@${domain}>`,
				createdAt: ago(39),
				content: {
					create: {
						bytes: new Uint8Array(Buffer.from(secret)),
						sha256: new Uint8Array(32),
						html: `<p>Étape 1 ${secret}</p>`,
						text: `Étape 1 ${secret}`,
						frozenAt: ago(39),
						isFinal: true,
					},
				},
				attempts: {
					create: [
						{
							fence: 1,
							startedAt: ago(39),
							armedAt: ago(39),
							endedAt: ago(39),
							outcome: 'accepted',
							milliseconds: 12,
						},
					],
				},
			},
		});
		await db.halt.create({
			data: {
				...own,
				scope: 'domain',
				domain: 'retenu.example',
				reason: `Retenu ${canary}`,
				setById: randomUUID(),
				setAt: ago(5),
			},
		});
		const unproven = { foundSteps: 0, foundUnknown: 1, foundReplies: 0, foundObjections: 0 };
		const readBack = { ...own, mailboxId: id.mailbox!, incident: 1, readAt: ago(4), hadSentFolder: false };
		await db.mailboxReadBack.create({ data: { ...readBack, ...unproven } });
		await db.unknownSentMail.create({
			data: { ...own, mailboxId: id.mailbox!, sendId: randomUUID(), sentAt: ago(6) },
		});
		await db.message.create({
			data: {
				...own,
				id: id.message!,
				mailboxId: id.mailbox!,
				folder: 'INBOX',
				uidValidity: 1,
				uid: 1,
				direction: 'in',
				fromAddress: `contact.${secret}@${domain}`,
				fromName: `Mathilde ${secret}`,
				toAddresses: [`utilisateur@${domain}`],
				subject: `Re: Objet ${secret}`,
				receivedAt: ago(30),
				text: `Bonjour, ${secret}`,
				visibleText: `Bonjour, ${secret}`,
				html: `<p>Bonjour, ${secret}</p>`,
				size: 100,
				about: 'engagement',
				engagementId: id.ended!,
				contactId: id.contact!,
				companyId: id.company!,
				verdict: 'reply',
				evidence: { rule: 'references', quote: secret },
				storedAt: ago(30),
			},
		});
		await db.note.create({
			data: {
				...own,
				id: id.note!,
				companyId: id.company!,
				authorId: id.utilisateur!,
				text: `Note ${secret}`,
				at: ago(20),
			},
		});
		await db.relance.create({
			data: {
				...own,
				id: id.relance!,
				companyId: id.company!,
				dueOn: new Date(at.toISOString().slice(0, 10)),
				priority: 'normal',
				origin: 'manual',
				createdAt: ago(20),
				changedAt: ago(20),
				followers: { create: [{ userId: id.utilisateur! }] },
			},
		});
		await db.event.create({
			data: {
				...own,
				id: id.event!,
				at: ago(20),
				kind: 'tag-changed',
				companyId: id.company!,
				actorId: id.utilisateur!,
				data: { routineId: id.routine!, tag: { tag: 'suspect', isFormerCustomer: false, isManual: true } },
				previous: { tag: null },
			},
		});
		await db.event.create({
			data: {
				...own,
				at: ago(39),
				kind: 'step-sent',
				companyId: id.company!,
				contactId: id.contact!,
				engagementId: id.engagement!,
				sendId: id.send!,
				data: { position: 1, steps: 2 },
			},
		});
		for (const userId of [id.utilisateur!, id.responsable!]) {
			await db.notification.create({
				data: {
					...own,
					...(userId === id.utilisateur && { id: id.notification! }),
					userId,
					kind: 'reply',
					target: 'company',
					companyId: id.company!,
					engagementId: id.ended!,
					data: { contactId: id.contact! },
					createdAt: ago(30),
				},
			});
		}
		await db.suppression.create({
			data: {
				...own,
				id: id.suppression!,
				addressHash: new Uint8Array(randomBytes(32)),
				sealed: new Uint8Array(envelopes.seal(`oppose.${secret}@${domain}`, `suppression:${id.suppression}`)),
				masked: 'o•••@example',
				cause: 'manual',
				at: ago(15),
				contactId: id.grey!,
				createdById: id.utilisateur!,
			},
		});
		await db.invitation.create({
			data: {
				...own,
				id: id.invitation!,
				email: `invitee@${domain}`,
				firstName: 'Invitée',
				lastName: canary,
				licence: 'utilisateur',
				tokenHash: new Uint8Array(randomBytes(32)),
				invitedById: id.responsable!,
				expiresAt: new Date(Date.now() + 86_400_000),
			},
		});
		await db.connectionTest.create({
			data: {
				...own,
				id: id.test!,
				userId: id.utilisateur!,
				address: `utilisateur@${domain}`,
				settings: { note: secret },
				sealed: new Uint8Array(envelopes.seal(secret, `connection:${id.test}`)),
				state: 'failed',
				startedAt: ago(1),
				endedAt: ago(1),
				checks: { create: [{ position: 1, check: 'dns-imap', state: 'failed', code: 'dns-unknown' }] },
			},
		});
	});
	const actor = (name: string, licence: Actor['licence']): Actor => ({
		subscriptionId,
		userId: id[name]!,
		licence,
	});
	return {
		subscriptionId,
		canary,
		secret,
		responsable: actor('responsable', 'responsable'),
		utilisateur: actor('utilisateur', 'utilisateur'),
		colleague: actor('colleague', 'utilisateur'),
		routineId: id.routine!,
		companyId: id.company!,
		freeCompanyId: id.freeCompany!,
		contactId: id.contact!,
		freeContactId: id.free!,
		greyContactId: id.grey!,
		referenceId: REFERENCE_ID,
		sequenceId: id.sequence!,
		freeSequenceId: id.freeSequence!,
		mailboxId: id.mailbox!,
		senderId: id.sender!,
		mailboxAddress: `utilisateur@${domain}`,
		contactAddress: `contact.${secret}@${domain}`,
		worldMailId: Number.parseInt(subscriptionId.slice(0, 7), 16) + 1,
		engagementId: id.engagement!,
		endedEngagementId: id.ended!,
		sendId: id.send!,
		messageId: id.message!,
		eventId: id.event!,
		notificationId: id.notification!,
		noteId: id.note!,
		suppressionId: id.suppression!,
		invitationId: id.invitation!,
		connectionTestId: id.test!,
	};
}
