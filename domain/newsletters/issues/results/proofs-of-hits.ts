import type { Sign } from '#domain/tracking/judge/signs.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ChosenNumber, HitMeasure } from './result-numbers.ts';

/** By what the first hit of a mail was judged to be whose it is; without where it came from. */
export interface HitProof {
	/** What decided stands first; empty: not judged yet. */
	readonly evidence: readonly Sign[];
	/** How many such hits there were, and on how many links. */
	readonly hits: number;
	readonly links: number;
}

/** The evidence behind places of a list of opens or clicks. */
export async function proofsOfHits(
	tx: Transaction,
	issueId: string,
	{ number, verdict, link }: ChosenNumber & { readonly number: HitMeasure },
	places: readonly number[],
): Promise<ReadonlyMap<number, HitProof>> {
	const rows = await tx.sql<Omit<HitProof, 'evidence'> & { place: number; evidence: string }>`
		SELECT place, (array_agg(array_to_string(evidence, ' ') ORDER BY at, id))[1] AS evidence, count(*)::int AS hits,
			count(DISTINCT link)::int AS links
		FROM hit
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = ${issueId}::uuid AND place = ANY(${[...places]}::int[])
			AND use = ${number === 'opens' ? 'open' : 'click'} AND coalesce(verdict, 'unknown') = ${verdict}
			AND (${link ?? null}::int IS NULL OR link = ${link ?? null}::int)
		GROUP BY place`;
	return new Map(
		rows.map(({ place, evidence, ...counts }) => [
			place,
			{ ...counts, evidence: evidence.split(' ').filter(Boolean) as Sign[] },
		]),
	);
}
