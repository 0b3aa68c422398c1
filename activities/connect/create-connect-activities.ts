import { lookAtConnection } from '#domain/connections/look-at-connection.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ConnectDeps } from './connect-deps.ts';
import { askProvider } from './ask-provider.ts';
import { recogniseAddress } from './recognise-address.ts';

/** Only a person ends this wait: long, since a poke comes with each act. */
const UNTIL_SOMEBODY_ACTS = 30 * 86_400_000;

/** A look at a connection; `ask`: what the network is asked before the next look. */
export interface ConnectionLookAnswer extends Look {
	ask: 'recognise' | 'provider' | null;
}

/** What `connect/<id>` does: looks at its row on the queue of runs, asks the network on that of watchers. */
export interface ConnectActivities {
	lookAtConnection(run: RunRef): Promise<ConnectionLookAnswer>;
	recogniseAddress(run: RunRef): Promise<Look>;
	askProvider(run: RunRef): Promise<Look>;
}

/** The activities over `deps`. */
export function createConnectActivities(deps: ConnectDeps): ConnectActivities {
	const { database, envelopes } = deps;
	return {
		lookAtConnection: ({ subscriptionId, id }) =>
			database.inSubscription(subscriptionId, async (tx) => {
				const look = await lookAtConnection(tx, envelopes, id);
				if (look.kind === 'ended') return { ended: true, ask: null, wait: 1, reason: 'connect-done' };
				if (look.kind === 'recognise')
					return { ended: false, ask: 'recognise', wait: 1, reason: 'connect-recognising' };
				if (look.kind === 'ask-provider')
					return { ended: false, ask: 'provider', wait: 1, reason: 'connect-signing-in' };
				const wait = look.until ? Math.max(1, look.until.getTime() - tx.at.getTime()) : UNTIL_SOMEBODY_ACTS;
				return { ended: false, ask: null, wait, reason: look.reason };
			}),
		async recogniseAddress(run) {
			await recogniseAddress(deps, run);
			return { ended: false, wait: 1, reason: 'connect-recognising' };
		},
		async askProvider(run) {
			await askProvider(deps, run);
			return { ended: false, wait: 1, reason: 'connect-signing-in' };
		},
	};
}
