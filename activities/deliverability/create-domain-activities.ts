import { lookAtDomain } from '#domain/sending-domains/look-at-domain.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { DomainDeps } from './domain-deps.ts';
import { readDomain } from './read-domain.ts';

/** Nothing changes by itself there: long, since a poke comes with each act. */
const UNTIL_SOMEBODY_ACTS = 30 * 86_400_000;

/** A look at a domain; `isDue`: it is to be read before the next look. */
export interface DomainLookAnswer extends Look {
	isDue: boolean;
}

/** What `domain/<id>` does: looks at its row on the queue of runs, asks the network on that of watchers. */
export interface DomainActivities {
	lookAtDomain(run: RunRef): Promise<DomainLookAnswer>;
	readDomain(run: RunRef): Promise<Look>;
}

/** The activities over `deps`. */
export function createDomainActivities(deps: DomainDeps): DomainActivities {
	return {
		lookAtDomain: ({ subscriptionId, id }) =>
			deps.database.inSubscription(subscriptionId, async (tx) => {
				const look = await lookAtDomain(tx, id);
				if (look.kind === 'ended') return { ended: true, isDue: false, wait: 1, reason: 'domain-unused' };
				if (look.kind === 'read') return { ended: false, isDue: true, wait: 1, reason: 'domain-reading' };
				const wait = look.until ? Math.max(1, look.until.getTime() - tx.at.getTime()) : UNTIL_SOMEBODY_ACTS;
				return { ended: false, isDue: false, wait, reason: look.reason };
			}),
		async readDomain(run) {
			await readDomain(deps, run);
			return { ended: false, wait: 1, reason: 'domain-reading' };
		},
	};
}
