import type { PopulatedRows } from './populated-rows.ts';

/** What was received, noted and told, and the relance. */
export async function createRecords({
	db,
	id,
	own,
	at,
	ago,
	words: { secret, domain },
}: PopulatedRows): Promise<void> {
	await db.message.create({
		data: {
			...own,
			id: id.message,
			mailboxId: id.mailbox,
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
			engagementId: id.ended,
			contactId: id.contact,
			companyId: id.company,
			verdict: 'reply',
			evidence: { rule: 'references', quote: secret },
			storedAt: ago(30),
		},
	});
	// Of before every run: it holds none.
	await db.replyHold.create({
		data: {
			...own,
			messageId: id.message,
			contactId: id.contact,
			receivedById: id.utilisateur,
			concernsUntil: ago(400),
			openedAt: ago(30),
		},
	});
	await db.openObjection.create({
		data: { ...own, messageId: id.message, address: `opposition.${secret}@${domain}` },
	});
	await db.note.create({
		data: {
			...own,
			id: id.note,
			companyId: id.company,
			authorId: id.utilisateur,
			text: `Note ${secret}`,
			at: ago(20),
		},
	});
	await db.relance.create({
		data: {
			...own,
			id: id.relance,
			companyId: id.company,
			dueOn: new Date(at.toISOString().slice(0, 10)),
			priority: 'normal',
			origin: 'manual',
			createdAt: ago(20),
			changedAt: ago(20),
			followers: { create: [{ userId: id.utilisateur }] },
		},
	});
	await db.event.create({
		data: {
			...own,
			id: id.event,
			at: ago(20),
			kind: 'tag-changed',
			companyId: id.company,
			actorId: id.utilisateur,
			data: { routineId: id.routine, tag: { tag: 'suspect', isFormerCustomer: false, isManual: true } },
			previous: { tag: null },
		},
	});
	await db.event.create({
		data: {
			...own,
			at: ago(39),
			kind: 'step-sent',
			companyId: id.company,
			contactId: id.contact,
			engagementId: id.engagement,
			sendId: id.send,
			data: { position: 1, steps: 2 },
		},
	});
	for (const userId of [id.utilisateur, id.responsable]) {
		await db.notification.create({
			data: {
				...own,
				...(userId === id.utilisateur && { id: id.notification }),
				userId,
				kind: 'reply',
				target: 'company',
				companyId: id.company,
				engagementId: id.ended,
				data: { contactId: id.contact },
				createdAt: ago(30),
			},
		});
	}
}
