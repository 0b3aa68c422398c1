import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { LETTERS } from './place-outcomes.ts';

/** More places than this has no window but one that a restore doubted (`issue_window_long`). */
const SHORT = Prisma.raw(String(newsletterLimits.windowAtMost));

/** Goes on a list with `asked` with `handed`: how the mail of each asked place was handed over; one that is armed waits. */
export function handedOfAsked(tx: Transaction): Prisma.Sql {
	const { accepted, rejected, uncertain, leftOut, armed } = LETTERS;
	// Each is looked up by an index, whatever is thought of how many are asked about: a join of windows and places has none to go by.
	const windows = (which: Prisma.Sql) => Prisma.sql`
		SELECT w.armed_at, substr(w.outcomes, asked.of_place - w.first_place + 1, 1) AS letter,
			w.details[asked.of_place - w.first_place + 1] AS detail
		FROM issue_window w
		WHERE w.subscription_id = part.subscription_id AND w.part_id = part.id AND w.last_place >= asked.of_place AND ${which}`;
	return Prisma.sql`handed AS (
		SELECT asked.of_issue, asked.of_place, CASE one.letter WHEN ${accepted} THEN 'accepted' WHEN ${rejected} THEN 'rejected'
				WHEN ${uncertain} THEN 'uncertain' WHEN ${armed} THEN 'waiting' ELSE 'left-out' END AS settled,
			nullif(one.detail, '') AS detail, CASE WHEN one.letter <> ${armed} THEN one.armed_at END AS at
		FROM asked
		JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = asked.of_issue
			AND asked.of_place BETWEEN part.first_place AND part.last_place
		CROSS JOIN LATERAL (
			${windows(Prisma.sql`w.first_place BETWEEN asked.of_place - ${SHORT} + 1 AND asked.of_place
				AND w.last_place - w.first_place < ${SHORT}`)}
			UNION ALL
			${windows(Prisma.sql`w.first_place <= asked.of_place AND w.last_place - w.first_place >= ${SHORT}`)}) one
		WHERE one.letter IN (${accepted}, ${rejected}, ${uncertain}, ${leftOut}, ${armed})
		UNION ALL
		SELECT asked.of_issue, asked.of_place, CASE send.state WHEN 'armed' THEN 'waiting' ELSE send.state::text END, send.status,
			CASE WHEN send.state <> 'armed' THEN coalesce(send.sent_at, send.armed_at) END
		FROM asked
		JOIN send ON send.subscription_id = ${tx.subscriptionId}::uuid
			AND (send.issue_id, send.place) = (asked.of_issue, asked.of_place)
		JOIN issue_part part ON part.subscription_id = send.subscription_id AND part.issue_id = send.issue_id
			AND send.place BETWEEN part.first_place AND part.last_place AND part.mode = 'errands'
		WHERE send.state IN ('accepted', 'rejected', 'uncertain', 'armed')
	)`;
}
