/**
 * The answer of `mailboxGate` (domain/gates) as SQL over `mailbox` and `mailbox_watch` AS watch, for lists of support that
 * filter by it: the reason, or null where the mailbox is read. The proof's age is wall-clock time.
 */
export const MAILBOX_REASON = `CASE
	WHEN mailbox.state IN ('lost', 'error') OR watch.lost_at IS NOT NULL THEN 'mailbox-lost'
	WHEN watch.proven_at IS NULL THEN 'inbox-first'
	WHEN watch.unwatched_at IS NOT NULL OR watch.proven_at < clock_timestamp() - limits.proof_fresh THEN 'mailbox-unwatched'
	WHEN watch.caught_up_epoch <> watch.epoch THEN 'inbox-first'
END`;

/**
 * Whether a server refuses the whole sender because of us (5.7-4), as SQL over the id of its mailbox: the reason, or null.
 *
 * @param mailbox SQL names of the columns of its subscription and id.
 */
export const refusedReason = (mailbox: { subscription: string; id: string }) => `CASE WHEN EXISTS (
	SELECT FROM sender_refusal AS refused JOIN sender AS own
		ON own.subscription_id = refused.subscription_id AND own.id = refused.sender_id
	WHERE own.subscription_id = ${mailbox.subscription} AND own.mailbox_id = ${mailbox.id}
		AND refused.scope = 'sender' AND refused.lifted_at IS NULL) THEN 'mailbox-refused' END`;
