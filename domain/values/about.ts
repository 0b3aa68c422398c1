/**
 * What of ours a received mail, a verdict, a hold or a stop concerns. This is the one list of such things: with a member
 * added here the compiler names each place that has no answer for it yet.
 */
export type About =
	| { readonly kind: 'engagement'; readonly engagementId: string }
	/** One mail that a person wrote. */
	| { readonly kind: 'message'; readonly sendId: string }
	/** The mail of one recipient of a newsletter's issue. */
	| { readonly kind: 'issue'; readonly sendId: string };

export type AboutKind = About['kind'];

type AboutOf<K extends AboutKind> = Extract<About, { readonly kind: K }>;

/** One answer a kind. */
export type AboutAnswers<T> = { readonly [K in AboutKind]: (about: AboutOf<K>) => T };

/** Answers for the kind that it is. */
export function answerFor<T>(about: About, answers: AboutAnswers<T>): T {
	return (answers[about.kind] as (about: About) => T)(about);
}

/** The columns in which the row of a mail keeps what it is about; `sendId` also names a step of an engagement. */
export interface AboutColumns {
	/** AboutKind. */
	readonly about: string | null;
	readonly engagementId: string | null;
	readonly sendId: string | null;
}

const READ: { readonly [K in AboutKind]: (row: AboutColumns) => AboutOf<K> | null } = {
	engagement: ({ engagementId }) => (engagementId ? { kind: 'engagement', engagementId } : null),
	message: ({ sendId }) => (sendId ? { kind: 'message', sendId } : null),
	issue: ({ sendId }) => (sendId ? { kind: 'issue', sendId } : null),
};

/** What the row of a mail says that it is about. */
export function aboutOf(row: AboutColumns): About | null {
	return row.about !== null && Object.hasOwn(READ, row.about) ? READ[row.about as AboutKind](row) : null;
}

/** The engagement that it is, for rows that name engagements only. */
export function engagementOf(about: About | null): string | null {
	return about?.kind === 'engagement' ? about.engagementId : null;
}
