import { createHash } from 'node:crypto';
import { LINK_OUTCOMES, type LinkVerdict } from '../check/link-verdict.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What the addresses answered when they were last asked, in no order; those that never were are left out. */
export async function readAskedLinks(tx: Transaction, urls: readonly string[]): Promise<LinkVerdict[]> {
	const rows = await tx.db.askedLink.findMany({
		where: { urlHash: { in: urls.map(hashOf) } },
		select: { url: true, outcome: true, answer: true, askedAt: true },
	});
	return rows.map((row) => ({
		...row,
		outcome: LINK_OUTCOMES.find((outcome) => outcome === row.outcome) ?? 'silent',
	}));
}

/** Keeps what was answered, instead of what was answered before. */
export async function keepAskedLinks(tx: Transaction, verdicts: readonly LinkVerdict[]): Promise<void> {
	const { subscriptionId } = tx;
	for (const { url, outcome, answer, askedAt } of verdicts) {
		const urlHash = hashOf(url);
		await tx.db.askedLink.upsert({
			where: { subscriptionId_urlHash: { subscriptionId, urlHash } },
			create: { subscriptionId, urlHash, url, outcome, answer, askedAt },
			update: { outcome, answer, askedAt },
		});
	}
}

function hashOf(url: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(url).digest());
}
