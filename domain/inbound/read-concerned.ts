import { writtenOfIssue } from '#domain/newsletters/issues/returns/written-of-issue.ts';
import type { Transaction } from '#platform/database/database.ts';
import { aboutOf, answerFor, type About, type AboutColumns } from '#domain/values/about.ts';

/** Whom the verdict on a stored mail concerns. */
export interface Concerned {
	readonly about: About | null;
	/** Whom we wrote to in what it is about. */
	readonly contactId: string | null;
	/** Where that stands; null where nobody knows. */
	readonly companyId: string | null;
	/** Whose other runs the verdict touches. */
	readonly personId: string | null;
	/** In whose name we wrote: told of what ends nothing. */
	readonly writerId: string | null;
}

type Written = Pick<Concerned, 'contactId' | 'companyId' | 'writerId'>;

const NOTHING: Written = { contactId: null, companyId: null, writerId: null };

/** Reads it from the row of the mail and from what it is about. */
export async function readConcerned(
	tx: Transaction,
	message: AboutColumns & { readonly contactId: string | null; readonly companyId: string | null },
): Promise<Concerned> {
	const about = aboutOf(message);
	const written = about ? await writtenIn(tx, about) : NOTHING;
	return {
		about,
		...written,
		companyId: written.companyId ?? message.companyId,
		// Whoever answers a person's mail from an unknown address speaks for nobody's runs.
		personId: message.contactId ?? (about?.kind === 'engagement' ? written.contactId : null),
	};
}

function writtenIn(tx: Transaction, about: About): Promise<Written> {
	return answerFor(about, {
		async engagement({ engagementId: id }) {
			const run = await tx.db.engagement.findFirst({
				where: { id },
				select: { contactId: true, companyId: true, responsibleUserId: true },
			});
			return run ? { ...run, writerId: run.responsibleUserId } : NOTHING;
		},
		async message({ sendId: id }) {
			const send = await tx.db.send.findFirst({
				where: { id },
				select: { contactId: true, companyId: true, authorId: true },
			});
			return send ? { ...send, writerId: send.authorId } : NOTHING;
		},
		issue: async ({ sendId }) => (await writtenOfIssue(tx, sendId)) ?? NOTHING,
	});
}
