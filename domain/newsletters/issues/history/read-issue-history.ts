import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { IssueActKind } from './note-act.ts';

/** Something that happened to an issue. */
export interface IssueHappening {
	readonly at: Date;
	readonly kind: IssueActKind | 'due' | 'snapshot' | 'part-done' | 'left' | 'ended';
	/** Who did it; null: the product. */
	readonly by: { readonly name: string; readonly isSupport: boolean } | null;
	/** Whom it concerned; null where that says nothing. */
	readonly people: number | null;
	/** Of a changed sender, and of a sender that was done. */
	readonly from: string | null;
	readonly to: string | null;
}

/**
 * What happened to an issue, the latest first: acts of people, and the instants that stand in the issue and its parts.
 *
 * @throws {Refusal} missing.
 */
export async function readIssueHistory(tx: Transaction, issueId: string): Promise<IssueHappening[]> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId },
		include: {
			acts: true,
			parts: { where: { doneAt: { not: null } }, include: { sender: { select: { displayName: true } } } },
		},
	});
	if (!issue) throw new Refusal('not-found', 'missing');
	const actors = await tx.db.user.findMany({
		where: { id: { in: issue.acts.map(({ actorId }) => actorId) } },
		select: { id: true, firstName: true, lastName: true },
	});
	const names = new Map(actors.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
	const acts = issue.acts.map((act): IssueHappening => ({
		...{ at: act.at, kind: act.kind as IssueActKind, people: act.people, from: act.fromName, to: act.toName },
		by: { name: names.get(act.actorId) ?? '', isSupport: act.bySupport },
	}));
	const own = (kind: IssueHappening['kind'], at: Date | null, told: Partial<IssueHappening> = {}) =>
		at ? [{ at, kind, by: null, people: null, from: null, to: null, ...told }] : [];
	const parts = issue.state === 'stopped' ? [] : issue.parts;
	return [
		...own('due', issue.dueAt),
		...own('snapshot', issue.snapshotAt, { people: issue.recipients }),
		...acts,
		...parts.flatMap(({ doneAt, sender }) => own('part-done', doneAt, { to: sender?.displayName ?? null })),
		...own('left', issue.leftAt),
		...own('ended', issue.state === 'stopped' ? null : issue.endedAt),
	]
		.toSorted((one, other) => one.at.getTime() - other.at.getTime())
		.reverse();
}
