import { Prisma } from '#prisma/generated/client/client.ts';

/**
 * Whether the doubtful mail `message d` holds the run `engagement e` (5.7-1): one of its person's, one that is about it, and
 * one by somebody unknown in the thread of another run of that person, whom it may speak for.
 *
 * Asked from the mail, of which few are doubtful: asked from the person, a database that does not know yet how large its
 * tables have become reads all cards again and again for each run.
 */
export const holdsRun = Prisma.sql`d.verdict = 'doubtful' AND (d.engagement_id = e.id OR EXISTS (
	SELECT FROM contact said
	JOIN contact own ON (own.subscription_id, own.person_id) = (said.subscription_id, said.person_id)
	WHERE said.subscription_id = d.subscription_id AND own.id = e.contact_id
		AND said.id = coalesce(d.contact_id, (SELECT o.contact_id FROM engagement o
			WHERE o.subscription_id = d.subscription_id AND o.id = d.engagement_id))))`;
