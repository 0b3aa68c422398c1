import { recordExchangers, type FoundExchangers } from '#domain/tracking/filters/recipient-domains.ts';
import { domainOf } from '#mail/deliverability/domain-names.ts';
import type { Database } from '#platform/database/database.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import type { Logger } from '#platform/logging.ts';
import { NamesUnavailable, type Names } from '#platform/network/names.ts';
import { hitLimits, recipientDomainLimits } from '#platform/newsletter-limits.ts';
import type { Lead } from './lead.ts';
import { withPause } from './pause.ts';

interface AskDeps {
	readonly pool: DispatchPool;
	readonly database: Database;
	readonly discovery: { readonly names: Pick<Names, 'mailExchangers'> };
}

/** Asks where domains that measured mails went to receive, for as long as the process lives and leads (docs/design/tracking.md#filters). */
export function askRecipientDomains(
	deps: AskDeps & { readonly logger: Logger; readonly lead: Pick<Lead, 'isHeld'> },
): { stop(): Promise<void> } {
	const pause = withPause();
	let stopped = false;
	const loop = async (): Promise<void> => {
		while (!stopped) {
			let asked = 0;
			try {
				if (await deps.lead.isHeld()) asked = await askDue(deps);
			} catch (error) {
				deps.logger.warn({ err: error }, 'recipient domains: not asked, tried again');
			}
			if (asked === 0) await pause.for(recipientDomainLimits.lookedFor);
		}
	};
	const running = loop();
	return {
		async stop() {
			stopped = true;
			pause.wake();
			await running;
		},
	};
}

/** Asks for a share of what is due of each subscription. @returns how many were asked for. */
export async function askDue({ pool, database, discovery }: AskDeps): Promise<number> {
	const due = await pool.query<{ subscription_id: string; domain: string }>(
		`SELECT owner.subscription_id, due.domain
		FROM (SELECT DISTINCT subscription_id FROM recipient_domain WHERE next_ask_at <= domain_now()) AS owner
		CROSS JOIN LATERAL (SELECT domain FROM recipient_domain
			WHERE subscription_id = owner.subscription_id AND next_ask_at <= domain_now() ORDER BY next_ask_at LIMIT $1) AS due`,
		[recipientDomainLimits.share],
	);
	const found = await askAll(
		due.map(({ domain }) => domain),
		discovery.names,
	);
	for (const [subscriptionId, rows] of Map.groupBy(due, (row) => row.subscription_id))
		await database.inSubscription(subscriptionId, (tx) =>
			recordExchangers(
				tx,
				rows.map(({ domain }) => found.get(domain)!),
			),
		);
	return due.length;
}

/** Deletes domains that no measured mail went to for so long that nothing is judged by them any more, a batch at most. */
export async function forgetRecipientDomains(pool: DispatchPool): Promise<number> {
	const { notedEvery } = recipientDomainLimits;
	const deleted = await pool.query(
		`DELETE FROM recipient_domain WHERE (subscription_id, domain) IN (
			SELECT subscription_id, domain FROM recipient_domain
			WHERE noted_at < domain_now() - make_interval(secs => $1) LIMIT $2) RETURNING domain`,
		[(notedEvery + hitLimits.rawFor) / 1000, hitLimits.prunedAtOnce],
	);
	return deleted.length;
}

/** Each domain once, `atOnce` at a time. */
async function askAll(
	domains: readonly string[],
	names: Pick<Names, 'mailExchangers'>,
): Promise<Map<string, FoundExchangers>> {
	const found = new Map<string, FoundExchangers>();
	const waiting = [...new Set(domains)];
	const askNext = async (): Promise<void> => {
		for (let domain = waiting.pop(); domain !== undefined; domain = waiting.pop())
			found.set(domain, { domain, exchangers: await exchangersOf(domain, names) });
	};
	await Promise.all(Array.from({ length: recipientDomainLimits.atOnce }, askNext));
	return found;
}

/** Of an answer, which a stranger writes, names alone count, and a few of them; null: nobody answered. */
async function exchangersOf(
	domain: string,
	names: Pick<Names, 'mailExchangers'>,
): Promise<readonly string[] | null> {
	const asked = domainOf(domain);
	if (asked === undefined) return [];
	try {
		const answer = await names.mailExchangers(asked);
		return answer.slice(0, recipientDomainLimits.exchangersAtMost).flatMap((host) => domainOf(host) ?? []);
	} catch (error) {
		if (error instanceof NamesUnavailable) return null;
		throw error;
	}
}
