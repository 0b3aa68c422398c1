import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';

/** What an issue of a test is made of; places are of contacts, in their order. */
export interface IssueWish {
	readonly ownerId: string;
	readonly title?: string;
	readonly language?: 'fr' | 'en';
	readonly links?: readonly { readonly url: string; readonly isTracked?: boolean }[];
	readonly places?: readonly IssuePlaceWish[];
}

/** A place of it. */
export interface IssuePlaceWish {
	readonly contactId: string | null;
	readonly address: string | null;
	readonly addressHash: Buffer;
	readonly opens?: 'identified' | 'anonymous' | 'none';
	readonly measuresClicks?: boolean;
}

/** A newsletter with an issue that has left. */
export async function createIssue(
	tx: Transaction,
	{ ownerId, title = 'La lettre de l’atelier', language = 'fr', links = [], places = [] }: IssueWish,
): Promise<{ newsletterId: string; issueId: string }> {
	const { subscriptionId, at } = tx;
	const [newsletterId, issueId] = [randomUUID(), randomUUID()];
	const date = new Date(at.toISOString().slice(0, 10));
	await tx.db.newsletter.create({
		data: {
			...{ subscriptionId, id: newsletterId, title, language, ownerId, activatedAt: at },
			...{ recurrence: {}, content: {}, contentChangedAt: at, createdAt: at, changedAt: at },
		},
	});
	await tx.db.newsletterIssue.create({
		data: {
			...{ subscriptionId, id: issueId, newsletterId, date, dueAt: at, createdAt: at },
			...{ state: 'observing', language, subject: title, snapshotAt: at, recipients: places.length },
		},
	});
	await tx.db.issueLink.createMany({
		data: links.map(({ url, isTracked = true }, index) => ({
			...{ subscriptionId, issueId, number: index + 1, url, isTracked },
		})),
	});
	await tx.db.issuePlace.createMany({
		data: places.map(({ addressHash, ...place }, index) => ({
			...{ subscriptionId, issueId, place: index + 1, ...place },
			addressHash: new Uint8Array(addressHash),
		})),
	});
	return { newsletterId, issueId };
}
