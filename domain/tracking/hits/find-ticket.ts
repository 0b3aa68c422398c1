import type { Database } from '#platform/database/database.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { readPlaceTicket } from '../tickets/place-tickets.ts';
import { readSendTicket } from '../tickets/send-tickets.ts';
import { subscriptionOfIssue } from '../tickets/subscription-of-issue.ts';
import type { TrackedMail } from './hit.ts';

/** What a ticket of a link or a pixel stands for. */
export interface FoundTicket {
	readonly subscriptionId: string;
	readonly mail: TrackedMail;
	/** 0 of a pixel. */
	readonly link: number;
}

/** Reads tickets of links and pixels; undefined for what none of our keys signed, or whose issue is gone. */
export type FindTicket = (use: 'link' | 'pixel', ticket: string) => Promise<FoundTicket | undefined>;

/** The same with what it found of issues kept: an issue never changes its subscription. */
export function createFindTicket(database: Database, ring: KeyRing): FindTicket {
	const subscriptions = new Map<string, string>();

	async function subscriptionOf(issueId: string): Promise<string | undefined> {
		const known = subscriptions.get(issueId);
		if (known) return known;
		const found = await subscriptionOfIssue(database, issueId);
		if (!found) return undefined;
		if (subscriptions.size >= hitLimits.issuesKept) subscriptions.delete(subscriptions.keys().next().value!);
		subscriptions.set(issueId, found);
		return found;
	}

	return async (use, ticket) => {
		const send = readSendTicket(ring, use, ticket);
		if (send) {
			const { subscriptionId, sendId, link } = send;
			return { subscriptionId, mail: { sendId }, link };
		}
		const place = readPlaceTicket(ring, use, ticket);
		const subscriptionId = place && (await subscriptionOf(place.issueId));
		if (!subscriptionId) return undefined;
		return { subscriptionId, mail: { issueId: place.issueId, place: place.place }, link: place.link };
	};
}
