import type { FilterBefore } from '#mail/presets/filter-before.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { TrackedMail } from '../hits/hit.ts';
import { judgeMail } from '../judge/judge-mail.ts';
import { RULES } from '../judge/signs.ts';
import type { JudgedHit } from '../judge/signs-of-hit.ts';
import { actOnHits } from './act-on-hits.ts';
import { readMailOfHits } from './mail-of-hits.ts';

interface HitRow extends JudgedHit {
	readonly verdict: string | null;
	readonly rules: number | null;
}

/**
 * Judges all hits of a mail together, and lets act what was now found for the first time to be a person’s (5.7-12). Hits that
 * older rules judged are judged again while their evidence is kept; that corrects the numbers and sets nothing off: what an
 * automation did weeks ago is not done a second time, and what it missed then would come too late.
 *
 * @param filterBefore which filter stands before a domain's mailboxes, by its exchangers.
 */
export async function judgeHits(
	tx: Transaction,
	mail: TrackedMail,
	filterBefore: (exchangers: readonly string[]) => FilterBefore | undefined,
): Promise<void> {
	const about = await readMailOfHits(tx, mail);
	if (about?.engagementId) await tx.lock('engagement', [about.engagementId]);
	const hits = await hitsOf(tx, mail);
	const due = hits.filter(({ verdict, rules }) => verdict === null || rules !== RULES);
	if (due.length === 0) return;
	const { sentAt = null, links = 0, exchangers = [] } = about ?? {};
	const judged = judgeMail({ sentAt, links, filter: filterBefore(exchangers), hits });
	const found = due.map(({ id }) => ({ id, ...judged.get(id)! }));
	await tx.sql`
		UPDATE hit SET verdict = one.verdict, evidence = string_to_array(one.evidence, ' '), rules = ${RULES}
		FROM unnest(${found.map(({ id }) => id)}::uuid[], ${found.map(({ verdict }) => verdict)}::text[],
			${found.map(({ evidence }) => evidence.join(' '))}::text[]) AS one (id, verdict, evidence)
		WHERE hit.subscription_id = ${tx.subscriptionId}::uuid AND hit.id = one.id`;
	if (!about) return;
	const isPerson = ({ id }: HitRow) => judged.get(id)?.verdict === 'person';
	await actOnHits(tx, about, {
		now: due.filter((hit) => hit.verdict === null && isPerson(hit)),
		before: hits.filter(({ verdict }) => verdict === 'person'),
	});
}

function hitsOf(tx: Transaction, mail: TrackedMail): Promise<HitRow[]> {
	const ofMail =
		'sendId' in mail
			? Prisma.sql`send_id = ${mail.sendId}::uuid`
			: Prisma.sql`issue_id = ${mail.issueId}::uuid AND place = ${mail.place}`;
	return tx.sql<HitRow>`
		SELECT id::text, at, use, link, method, network, user_agent AS "userAgent", purpose, verdict, rules FROM hit
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND ${ofMail}
		ORDER BY at, id FOR UPDATE`;
}
