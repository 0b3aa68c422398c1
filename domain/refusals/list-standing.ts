import type { Transaction } from '#platform/database/database.ts';

/** A refusal that stands, as a mailbox shows it. */
export interface ShownRefusal {
	readonly id: string;
	/** RefusalScope of domain/gates. */
	readonly scope: string;
	readonly domain: string | null;
	/** Its cure stands in texts/refusal-cures.ts. */
	readonly code: string;
	/** Whose server said it. */
	readonly side: string;
	/** The server's words, without addresses. */
	readonly words: string | null;
	readonly since: Date;
	readonly refusedAt: Date;
	/** When one step is tried; null: none is. */
	readonly nextTryAt: Date | null;
	/** Of the last 50 mails, how many were refused (`first-contacts`). */
	readonly refusedSends: number | null;
	/** Live runs of the mailbox that wait for this kind of refusal. */
	readonly held: number;
}

/** What stands for the senders of the subscription's mailboxes, by mailbox. */
export async function listStandingRefusals(tx: Transaction): Promise<Map<string, ShownRefusal[]>> {
	const rows = await tx.db.senderRefusal.findMany({
		where: { liftedAt: null },
		orderBy: [{ since: 'asc' }, { id: 'asc' }],
		include: { sender: { select: { mailboxId: true } } },
	});
	if (rows.length === 0) return new Map();
	const waiting = await tx.db.$queryRaw<{ id: string; held: number }[]>`
		SELECT reason_details->>'refusalId' AS id, count(*)::int AS held FROM engagement
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND ended_at IS NULL
			AND reason IN ('mailbox-refused', 'first-contacts-held')
		GROUP BY 1`;
	const heldBy = new Map(waiting.map(({ id, held }) => [id, held]));
	const shown = new Map<string, ShownRefusal[]>();
	for (const { sender, ...row } of rows) {
		if (sender.mailboxId === null) continue;
		const { id, scope, domain, code, side, words, since, refusedAt, nextTryAt, refusedSends } = row;
		const one = { id, scope, domain, code, side, words, since, refusedAt, nextTryAt, refusedSends };
		const others = shown.get(sender.mailboxId) ?? [];
		shown.set(sender.mailboxId, [...others, { ...one, held: heldBy.get(id) ?? 0 }]);
	}
	return shown;
}
