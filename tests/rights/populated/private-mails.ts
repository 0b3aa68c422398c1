import type { PopulatedRows } from './populated-rows.ts';

/** Where a private mail could be told: each has a word of its own. */
export const PRIVATE_PLACES = [
	'subject',
	'text',
	'whole',
	'html',
	'file',
	'from',
	'name',
	'to',
	'answers',
	'quote',
	'written',
	'answer',
	'signature',
] as const;

/** Mails that nobody but the owner of the mailbox may read (5.7-9, G-31), with every line and notification about them. */
export async function createPrivateMails({
	db,
	id,
	own,
	at,
	ago,
	words: { own: word, domain },
}: PopulatedRows): Promise<void> {
	const said = (place: (typeof PRIVATE_PLACES)[number]) => `${word}${place}`;
	const received = {
		...own,
		mailboxId: id.mailbox,
		folder: 'INBOX',
		uidValidity: 1,
		direction: 'in',
		fromAddress: `${said('from')}@${domain}`,
		fromName: said('name'),
		toAddresses: [`${said('to')}@${domain}`],
		replyTo: `${said('answers')}@${domain}`,
		subject: said('subject'),
		receivedAt: ago(20),
		text: `${said('text')}\n> ${said('whole')}`,
		visibleText: said('text'),
		html: `<p>${said('html')}<img alt="${said('file')}.pdf" /></p>`,
		size: 100,
		engagementId: id.engagement,
		contactId: id.contact,
		companyId: id.company,
		evidence: { rule: 'words', quote: said('quote') },
		storedAt: ago(20),
	};
	await db.message.create({ data: { ...received, id: id.privateIn, uid: 11, verdict: 'none' } });
	await db.signatureProposal.create({
		data: { ...own, mailboxId: id.mailbox, text: said('signature'), lookedAt: ago(20) },
	});
	await db.mailSight.create({ data: { ...own, mailboxId: id.mailbox, messageId: id.privateIn } });
	await db.message.create({
		data: {
			...received,
			id: id.privateOut,
			folder: 'Sent',
			uid: 12,
			direction: 'out',
			verdict: 'human-sent',
			subject: said('written'),
		},
	});
	await db.message.create({
		data: {
			...received,
			id: id.privateReply,
			uid: 13,
			about: 'engagement',
			engagementId: id.ended,
			verdict: 'reply',
			privateSince: ago(19),
		},
	});
	await db.message.create({
		data: {
			...received,
			uid: 14,
			verdict: 'unreadable',
			quarantine: { create: { code: 'not-parsable', bytes: new Uint8Array(Buffer.from(word)) } },
		},
	});
	await db.send.create({
		data: {
			...own,
			id: id.privateAnswer,
			kind: 'personal',
			senderId: id.sender,
			authorId: id.utilisateur,
			contactId: id.contact,
			companyId: id.company,
			replyToMessageId: id.privateIn,
			state: 'accepted',
			armedAt: ago(18),
			sentAt: ago(18),
			recipient: `${said('answers')}@${domain}`,
			subject: `Re: ${said('subject')}`,
			createdAt: ago(18),
			privateSince: ago(18),
			content: {
				create: {
					bytes: new Uint8Array(Buffer.from(word)),
					sha256: new Uint8Array(32),
					html: `<p>${said('answer')}</p>`,
					text: said('answer'),
					frozenAt: ago(18),
				},
			},
		},
	});
	// The sentence of the end would quote it.
	await db.engagement.update({
		where: { subscriptionId_id: { ...own, id: id.ended } },
		data: { endedByMessageId: id.privateReply },
	});
	const about = { ...own, companyId: id.company, contactId: id.contact, mailboxId: id.mailbox };
	for (const [kind, messageId, data] of [
		['message-received', id.privateIn, { verdict: 'none' }],
		['mail-found', id.privateOut, {}],
		['reply-received', id.privateReply, { rule: said('quote') }],
	] as const) {
		await db.event.create({ data: { ...about, at, kind, messageId, engagementId: id.engagement, data } });
	}
	await db.notification.create({
		data: {
			...own,
			userId: id.responsable,
			kind: 'message-received',
			target: 'company',
			companyId: id.company,
			engagementId: id.engagement,
			data: { contactId: id.contact, messageId: id.privateIn },
			createdAt: ago(18),
		},
	});
}
