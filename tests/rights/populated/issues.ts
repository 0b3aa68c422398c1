import { USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import type { PopulatedRows } from './populated-rows.ts';

/** An issue of its newsletter that leaves through the relay: its links, a recipient, a window whose mail is in doubt. */
export async function createIssues({
	db,
	id,
	own,
	ago,
	words: { canary, secret, domain },
}: PopulatedRows): Promise<void> {
	const issueId = id.issue;
	await db.newsletterIssue.create({
		data: {
			...{
				...own,
				id: issueId,
				newsletterId: id.newsletter,
				date: ago(10),
				dueAt: ago(10),
				createdAt: ago(10),
			},
			...{ state: 'leaving', language: 'fr', subject: `Numéro ${canary}` },
			content: {
				type: 'doc',
				attrs: { ...USUAL_COLOURS, reason: '' },
				content: [{ type: 'paragraph', content: [{ type: 'text', text: `Bonjour ${canary}` }] }],
			},
			...{ recipients: 1, snapshotAt: ago(10) },
		},
	});
	await db.issueLink.create({
		data: { ...own, issueId, number: 1, url: `https://${domain}/lien`, isTracked: true },
	});
	await db.issuePart.create({
		data: {
			...{ ...own, id: id.part, issueId, senderId: id.relay, mode: 'windows', firstPlace: 1, lastPlace: 1 },
			...{
				nextPlace: 2,
				lastWindow: 1,
				fence: 1,
				state: 'blocked',
				reason: 'relay-password',
				reasonWords: `535 ${canary}`,
				since: ago(9),
			},
		},
	});
	await db.issuePlace.create({
		data: {
			...{ ...own, issueId, place: 1, contactId: id.contact, address: `contact.${secret}@${domain}` },
			...{ addressHash: new Uint8Array(32), variables: { 'contact.prenom': `Hélène ${secret}` } },
		},
	});
	await db.issueWindow.create({
		data: {
			...{ ...own, partId: id.part, number: 1, fence: 1, firstPlace: 1, lastPlace: 1, outcomes: 'u' },
			...{ armedAt: ago(9), armedWallAt: ago(9), details: [`450 ${canary}`], settledAt: ago(9) },
		},
	});
	await db.partSlowing.create({
		data: { ...own, partId: id.part, at: ago(9), rate: 60, words: `421 ${canary}` },
	});
	await db.issueOutcome.create({
		data: { ...own, issueId, place: 1, isSuccess: false, cause: 'bounce', at: ago(8) },
	});
	await db.issueAct.create({
		data: {
			...{ ...own, issueId, kind: 'sender-changed', actorId: id.utilisateur, at: ago(9), people: 1 },
			...{ fromName: canary, toName: canary },
		},
	});
}
