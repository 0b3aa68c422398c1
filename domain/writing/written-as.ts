import { Prisma } from '#prisma/generated/client/client.ts';

/** What `writtenAsColumns` reads. */
export interface WrittenAs {
	readonly from: string;
	readonly fromName: string;
	/** Where answers are read, where that is not `from`. */
	readonly replyTo: string | null;
}

/**
 * As whom a sender `s` writes: the proven address that it uses, else its own (Z-09), for the list of columns of a SELECT that
 * joins `writtenAsJoin`. Answers go to its own one, where they are read.
 */
export const writtenAsColumns = Prisma.sql`
	coalesce(used.address, s.address) AS "from", s.display_name AS "fromName",
	CASE WHEN used.id IS NOT NULL THEN s.address END AS "replyTo"`;

export const writtenAsJoin = Prisma.sql`
	LEFT JOIN from_address used ON (used.subscription_id, used.sender_id) = (s.subscription_id, s.id) AND used.is_used`;
