import { Prisma } from '#prisma/generated/client/client.ts';

/**
 * Whether the doubtful mail `message d` holds the run `engagement e` (5.7-1): one of its contact's, one that is about it, and
 * one by somebody unknown in the thread of another run of that contact, whom it may speak for.
 */
export const holdsRun = Prisma.sql`d.verdict = 'doubtful' AND (
	d.contact_id = e.contact_id OR d.engagement_id = e.id
	OR d.contact_id IS NULL AND d.engagement_id IN (SELECT o.id FROM engagement o
		WHERE o.subscription_id = e.subscription_id AND o.contact_id = e.contact_id))`;
