import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What a person does to an issue. */
export const ISSUE_ACTS = [
	'confirmed',
	'paused',
	'resumed',
	'stopped',
	'sender-changed',
	'sent-again',
] as const;
export type IssueActKind = (typeof ISSUE_ACTS)[number];

/** Keeps an act for the issue's history, in the transaction of the act. */
export async function noteAct(
	tx: Transaction,
	actor: Actor,
	act: {
		readonly issueId: string;
		readonly kind: IssueActKind;
		/** Whom it reached. */
		readonly people: number;
		/** Of a changed sender; `from` null: it was gone. */
		readonly senders?: { readonly from: string | null; readonly to: string };
	},
): Promise<void> {
	const { issueId, kind, people, senders } = act;
	await tx.db.issueAct.create({
		data: {
			...{ subscriptionId: tx.subscriptionId, issueId, at: tx.at, kind, people },
			...{ actorId: actor.userId, bySupport: actor.bySupport ?? false },
			...{ fromName: senders?.from ?? null, toName: senders?.to ?? null },
		},
	});
}
