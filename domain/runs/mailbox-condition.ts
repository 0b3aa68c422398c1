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
