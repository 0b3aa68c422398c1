import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { listNewsletterSenders, type NewsletterSender } from '#domain/senders/newsletter-senders.ts';
import type { IssueCounts } from '../issue-counts.ts';
import { leftOutOf, uncertainOf, unsubscribedSince } from './people-of-issue.ts';
import type { UncertainPerson, UnsubscribedPerson } from './people-of-issue.ts';
import { minutesOfIssue, type MinuteOfIssue } from './pace-of-parts.ts';
import { countResendable } from '../resend-uncertain.ts';
import { partsOfIssue } from './parts-of-issue.ts';
import type { ShownPart } from './parts-of-issue.ts';

/** An issue as its page shows it while it leaves and afterwards. */
export interface ShownIssue {
	readonly id: string;
	readonly newsletter: { readonly id: string; readonly title: string; readonly nextAt: Date | null };
	/** The nominal local date of its occurrence, `YYYY-MM-DD`. */
	readonly date: string;
	readonly subject: string;
	readonly previewText: string;
	/** `preparing`, `asking`, `leaving`, `paused`, `observing`, `ended` or `stopped`. */
	readonly state: string;
	readonly dueAt: Date;
	readonly snapshotAt: Date | null;
	readonly pausedAt: Date | null;
	readonly stoppedAt: Date | null;
	readonly leftAt: Date | null;
	/** `recipients` is the sum of the other five; of one instant with those of `parts`. */
	readonly counts: IssueCounts;
	readonly parts: readonly ShownPart[];
	readonly leftOut: readonly { readonly reason: string; readonly people: number }[];
	readonly uncertain: readonly UncertainPerson[];
	readonly unsubscribed: readonly UnsubscribedPerson[];
	/** Mails that leave in windows, minute by minute, the last ones. */
	readonly minutes: readonly MinuteOfIssue[];
	/** Of the uncertain, how many a person may send again at once. */
	readonly resendable: number;
	/** From whom what waits of a part may leave instead, or could if its mailbox were read (D-43); empty where nothing is blocked. */
	readonly otherSenders: readonly NewsletterSender[];
	/** Whether this person may pause it, resume it, stop it. */
	readonly mayAct: boolean;
}

/** @throws {Refusal} missing: this subscription has no such issue. */
export async function readIssue(tx: Transaction, actor: Actor, issueId: string): Promise<ShownIssue> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId },
		include: {
			newsletter: {
				select: { id: true, title: true, nextAt: true, ownerId: true, subject: true, previewText: true },
			},
		},
	});
	if (!issue) throw new Refusal('not-found', 'missing');
	const { newsletter, state, dueAt, snapshotAt, pausedAt, stoppedAt, leftAt } = issue;
	const { id: newsletterId, title, nextAt, ownerId } = newsletter;
	const parts = await partsOfIssue(tx, issueId);
	const counts = summed(parts);
	return {
		...{ id: issueId, state, dueAt, snapshotAt, pausedAt, stoppedAt, leftAt, parts },
		newsletter: { id: newsletterId, title, nextAt },
		date: issue.date.toISOString().slice(0, 10),
		subject: issue.subject ?? newsletter.subject,
		previewText: issue.previewText ?? newsletter.previewText,
		counts,
		leftOut: await leftOutOf(tx, issueId, counts.stopped),
		uncertain: await uncertainOf(tx, issueId),
		unsubscribed: snapshotAt ? await unsubscribedSince(tx, { issueId, newsletterId, since: snapshotAt }) : [],
		minutes: await minutesOfIssue(tx, issueId),
		resendable: counts.uncertain > 0 ? await countResendable(tx, issueId, state) : 0,
		otherSenders: parts.some(({ state: of }) => of === 'blocked') ? await listNewsletterSenders(tx) : [],
		mayAct: actor.licence === 'responsable' || actor.userId === ownerId,
	};
}

/** Every recipient stands in one part: their counts are the issue's, of one instant. */
function summed(parts: readonly ShownPart[]): IssueCounts {
	const sum = (of: keyof IssueCounts) => parts.reduce((all, { counts }) => all + counts[of], 0);
	return {
		...{ recipients: sum('recipients'), accepted: sum('accepted'), rejected: sum('rejected') },
		...{ uncertain: sum('uncertain'), leftOut: sum('leftOut'), waiting: sum('waiting') },
		...{ underWay: sum('underWay'), stopped: sum('stopped') },
	};
}
