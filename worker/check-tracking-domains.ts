import { askTrackingDomain } from '#activities/tracking/ask-tracking-domain.ts';
import { recordCheck } from '#domain/tracking/address/tracking-domain.ts';
import type { Database } from '#platform/database/database.ts';
import { isUniqueViolation } from '#platform/database/failures.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { trackingDomainLimits } from '#platform/newsletter-limits.ts';
import type { Logger } from '#platform/logging.ts';
import type { Names } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { Lead } from './lead.ts';
import { withPause } from './pause.ts';

export interface CheckDeps {
	readonly pool: DispatchPool;
	readonly database: Database;
	readonly logger: Logger;
	readonly lead: Pick<Lead, 'isHeld'>;
	readonly discovery: { readonly names: Names };
	readonly policy: NetworkPolicy;
	readonly config: { readonly publicUrl: string };
}

/** Checks the subdomains of links whose time has come, for as long as the process lives and leads (docs/design/tracking.md#domain). */
export function checkTrackingDomains(deps: CheckDeps): { stop(): Promise<void> } {
	const pause = withPause();
	let stopped = false;
	const loop = async (): Promise<void> => {
		while (!stopped) {
			try {
				if (await deps.lead.isHeld()) await checkDue(deps);
			} catch (error) {
				deps.logger.warn({ err: error }, 'tracking domains: not checked, tried again');
			}
			await pause.for(trackingDomainLimits.lookedFor);
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

/** Checks each that is due, one after the other. */
export async function checkDue({ pool, database, discovery, policy, config }: CheckDeps): Promise<void> {
	const due = await pool.query<{ subscription_id: string }>(
		'SELECT subscription_id FROM tracking_domain WHERE next_check_at <= domain_now() LIMIT 100',
	);
	for (const { subscription_id: subscriptionId } of due) {
		const row = await database.inSubscription(subscriptionId, ({ db }) => db.trackingDomain.findFirst());
		if (!row) continue;
		const target = new URL(config.publicUrl).hostname;
		const found = await askTrackingDomain(row.host, target, { names: discovery.names, policy });
		await recordFound(database, subscriptionId, row.host, found);
	}
}

async function recordFound(
	database: Database,
	subscriptionId: string,
	host: string,
	found: Awaited<ReturnType<typeof askTrackingDomain>>,
): Promise<void> {
	const record = (fault: Exclude<typeof found, 'silent'>) =>
		database.inSubscription(subscriptionId, (tx) => recordCheck(tx, host, fault));
	try {
		await record(found === 'silent' ? 'unreachable' : found);
	} catch (error) {
		// The unique index over all subscriptions: another one's links stand under it.
		if (!isUniqueViolation(error)) throw error;
		await record('taken');
	}
}
