import type { PopulatedRows } from './populated-rows.ts';

/** What is measured of its mails, what its contact chose, and what came of a mail. */
export async function createTracking({
	db,
	id,
	own,
	at,
	ago,
	words: { canary, secret, domain },
}: PopulatedRows): Promise<void> {
	await db.measuringSettings.create({
		data: {
			...own,
			...{
				measuresOpens: true,
				excludedDomains: [`visio.${domain}`],
				changedAt: at,
				changedById: id.responsable,
			},
		},
	});
	await db.trackingDomain.create({
		data: {
			...own,
			...{ host: `liens.${domain}`, state: 'right', since: ago(300), checkedAt: at, nextCheckAt: at },
			setById: id.responsable,
		},
	});
	await db.measuringChoice.create({
		data: {
			...own,
			...{ contactId: id.contact, opens: 'yes', clicks: 'yes', chosenAt: ago(20), source: 'user' },
			chosenById: id.utilisateur,
		},
	});
	await db.measuringRefusal.create({ data: { ...own, addressHash: Buffer.from(canary), at: ago(20) } });
	await db.trackedLink.create({
		data: { ...own, sendId: id.send, number: 1, url: `https://${domain}/${secret}` },
	});
	await db.recipientDomain.create({
		data: { ...own, domain, notedAt: ago(19), exchangers: [`mx.${domain}`] },
	});
	await db.hit.create({
		data: {
			...own,
			...{ at: ago(19), use: 'click', sendId: id.send, link: 1, method: 'GET', network: '203.0.113.0/24' },
			...{ userAgent: `Mozilla/5.0 ${secret}`, verdict: 'person', evidence: ['reader'], rules: 1 },
		},
	});
	// Counted with it.
	await db.hit.create({
		data: {
			...own,
			...{ at: ago(7), use: 'open', issueId: id.issue, place: 1, method: 'GET', isRaw: false },
			...{ verdict: 'unknown', evidence: ['reader'], rules: 1 },
		},
	});
}
