import { judgeHits } from '#domain/tracking/acts/judge-hits.ts';
import { RULES } from '#domain/tracking/judge/signs.ts';
import { filterBefore } from '#mail/presets/filter-before.ts';
import type { Database } from '#platform/database/database.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import type { Logger } from '#platform/logging.ts';
import type { Lead } from './lead.ts';
import { withPause } from './pause.ts';

interface MailRow {
	readonly subscriptionId: string;
	readonly sendId: string | null;
	readonly issueId: string | null;
	readonly place: number | null;
}

interface JudgeDeps {
	readonly pool: DispatchPool;
	readonly database: Database;
}

/** Mails at once: each is a transaction of a few milliseconds. */
const AT_ONCE = 4;

/**
 * Judges what was asked for under the tickets of mails, once what belongs together has come (docs/design/tracking.md#judge),
 * and judges again what older rules judged, for as long as the process lives and leads. Two leaders for a moment do no harm:
 * the hits of a mail are locked while they are judged.
 */
export function judgeForEver(
	deps: JudgeDeps & { readonly logger: Logger; readonly lead: Pick<Lead, 'isHeld'> },
): { stop(): Promise<void> } {
	const { logger, lead } = deps;
	const pause = withPause();
	let stopped = false;
	/** Rules change with a release: once nothing of older ones is left, nothing comes. */
	let isOldDone = false;
	const loop = async (): Promise<void> => {
		while (!stopped) {
			let judged = 0;
			try {
				if (await lead.isHeld()) {
					judged = await judgeFresh(deps);
					if (!isOldDone) isOldDone = (await judgeAgain(deps)) === 0;
				}
			} catch (error) {
				logger.warn({ err: error }, 'hits: not judged, tried again');
			}
			if (judged < hitLimits.judgedAtOnce) await pause.for(hitLimits.judgedEvery);
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

/** Judges mails that have hits nobody judged yet, `hitLimits.judgedAtOnce` at most. @returns how many. */
export async function judgeFresh({ pool, database }: JudgeDeps): Promise<number> {
	const { judgedAtOnce, judgedAfter } = hitLimits;
	const which = 'verdict IS NULL AND at <= domain_now() - make_interval(secs => $2)';
	return judgeMails(database, await dueMails(pool, which, [judgedAtOnce, judgedAfter / 1000]));
}

/** Judges again mails whose hits older rules judged, as long as their evidence is kept. @returns how many. */
export async function judgeAgain({ pool, database }: JudgeDeps, rules = RULES): Promise<number> {
	return judgeMails(database, await dueMails(pool, 'rules < $2 AND is_raw', [hitLimits.judgedAtOnce, rules]));
}

async function judgeMails(database: Database, mails: readonly MailRow[]): Promise<number> {
	for (let first = 0; first < mails.length; first += AT_ONCE)
		await Promise.all(
			mails
				.slice(first, first + AT_ONCE)
				.map(({ subscriptionId, sendId, issueId, place }) =>
					database.inSubscription(subscriptionId, (tx) =>
						judgeHits(tx, sendId ? { sendId } : { issueId: issueId!, place: place! }, filterBefore),
					),
				),
		);
	return mails.length;
}

function dueMails(pool: DispatchPool, which: string, values: readonly unknown[]): Promise<MailRow[]> {
	return pool.query<MailRow>(
		`SELECT DISTINCT subscription_id AS "subscriptionId", send_id AS "sendId", issue_id AS "issueId", place
		FROM (SELECT subscription_id, send_id, issue_id, place FROM hit WHERE ${which} LIMIT 5000) AS due LIMIT $1`,
		values,
	);
}
