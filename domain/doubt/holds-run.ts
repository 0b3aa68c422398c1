import { Prisma } from '#prisma/generated/client/client.ts';

/** The cards of the person that `engagement e` writes to. */
const cards = Prisma.sql`
	SELECT card.id FROM contact own
	JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
	WHERE own.subscription_id = e.subscription_id AND own.id = e.contact_id`;

/**
 * Whether the doubtful mail `message d` holds the run `engagement e` (5.7-1): one of its person's, one that is about it, and
 * one by somebody unknown in the thread of another run of that person, whom it may speak for.
 */
export const holdsRun = Prisma.sql`d.verdict = 'doubtful' AND (
	d.engagement_id = e.id OR d.contact_id IN (${cards}) OR d.contact_id IS NULL AND d.engagement_id IN (
		SELECT o.id FROM engagement o WHERE o.subscription_id = e.subscription_id AND o.contact_id IN (${cards})))`;
