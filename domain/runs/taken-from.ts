/**
 * Whether a shared mailbox is not a person's any more (D-25), as SQL over `sender`: what she wrote before does not leave from
 * it either, and goes on by itself once she is named again.
 *
 * @param user SQL of her id.
 */
export const takenFrom = (user: string) => `(sender.kind = 'shared' AND NOT EXISTS (
	SELECT FROM mailbox_user AS hers WHERE hers.subscription_id = sender.subscription_id
		AND hers.mailbox_id = sender.mailbox_id AND hers.user_id = ${user}))`;

/** The same of whoever wrote a mail, as SQL over `send` and `sender`. A *responsable* may try every mailbox (E-14, E-17). */
export const TAKEN_FROM_AUTHOR = `(send.author_id IS NOT NULL AND ${takenFrom('send.author_id')} AND NOT (
	send.kind = 'test' AND EXISTS (SELECT FROM "user" AS author WHERE author.subscription_id = send.subscription_id
		AND author.id = send.author_id AND author.licence = 'responsable')))`;
