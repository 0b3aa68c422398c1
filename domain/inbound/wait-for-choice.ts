import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { holdBack } from '#domain/holds/hold-back.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { LiveRun } from './lock-live-runs.ts';

/** What a run waits for a person with, as its row keeps it; what a doubtful mail is, the mail's own row says. */
type Fact = { readonly unreadableMessageId: string } | { readonly doubtedSince: Date };

/**
 * The fact is written, claims are revoked, and the run says that a person must choose.
 *
 * @returns the runs that wait.
 */
export async function waitForChoice(
	tx: Transaction,
	live: readonly LiveRun[],
	fact: Fact,
): Promise<string[]> {
	for (const { id } of live) {
		await holdBack(tx, { kind: 'engagement', engagementId: id });
		// Of two doubtful mails the first one holds it from then on.
		const unheld = 'doubtedSince' in fact ? { doubtedSince: null } : {};
		await tx.db.engagement.updateMany({ where: { id, ...unheld }, data: fact });
		await askGates(tx, id, 'note');
	}
	return live.map(({ id }) => id);
}
