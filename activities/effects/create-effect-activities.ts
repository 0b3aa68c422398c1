import { carryOutEffect } from '#domain/automations/carry-out/carry-out-effect.ts';
import type { Database } from '#platform/database/database.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';

/** The activities of `effect/<id>`, as its workflow sees them. */
export interface EffectActivities {
	carryOutEffect(run: RunRef): Promise<void>;
}

/** Its one activity: done or skipped, once; while somebody holds the contact it fails and is tried again. */
export function createEffectActivities(deps: { readonly database: Database }): EffectActivities {
	return {
		carryOutEffect: (run) =>
			deps.database.inSubscription(run.subscriptionId, (tx) => carryOutEffect(tx, run.id)),
	};
}
