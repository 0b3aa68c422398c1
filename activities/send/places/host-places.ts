import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { giveBackPlace } from '#domain/sends/places/give-back-place.ts';
import type { HeldPlace } from '#domain/sends/places/place-at-host.ts';
import { renewPlace } from '#domain/sends/places/renew-place.ts';
import { takePlace } from '#domain/sends/places/take-place.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { createHostShares } from './host-shares.ts';
import { createPlaceKeys, type HostLogin } from './place-keys.ts';

/** Places for conversations with SMTP hosts (docs/design/sending.md#places). One object a process. */
export interface HostPlaces {
	/** The place of one attempt, which holds none yet. */
	ofAttempt(): AttemptPlace;
}

/** At most one place at a host, from before the claim until the conversation is over. Nobody waits for one here. */
export interface AttemptPlace {
	/**
	 * Takes a place in this transaction, before it locks anything; asked again when the transaction is run again.
	 *
	 * @returns undefined where it was taken; else when the run, which is written down as waiting, looks again at the latest.
	 */
	take(
		tx: Transaction,
		run: { readonly kind: RunKind; readonly id: string },
		login: HostLogin,
	): Promise<Date | undefined>;
	/** With each sign of life; a failure is written to the log, since nothing depends on a lease. */
	renew(): Promise<void>;
	/** The conversation is over, or was not to be: whoever waits longest is poked. Does nothing where none is held. */
	giveBack(): Promise<void>;
}

export interface HostPlacesOptions {
	/** Of the installation; what is stored is keyed by it. */
	readonly masterKey: Buffer;
	/** Hands places on across subscriptions. */
	readonly pool: DispatchPool;
	readonly logger: Logger;
	readonly sends: { readonly slots: number; readonly perHost: number; readonly placeLease: number };
}

/** One object a process: the shares of hosts are counted in it. */
export function createHostPlaces({ masterKey, pool, logger, sends }: HostPlacesOptions): HostPlaces {
	const shares = createHostShares(sends.slots);
	const placeOf = createPlaceKeys(masterKey, sends.perHost);
	const withoutHarm = async (work: Promise<void>): Promise<void> => {
		await work.catch((error: unknown) =>
			logger.warn({ code: (error as { code?: unknown }).code }, 'place at a host: left to its lease'),
		);
	};

	return {
		ofAttempt() {
			const holder = randomUUID();
			let share: { readonly host: string; readonly free: () => void } | undefined;
			let held: HeldPlace | undefined;

			const leaveShare = () => {
				share?.free();
				share = undefined;
			};
			const haveShare = (host: string): boolean => {
				if (share?.host === host) return true;
				leaveShare();
				const free = shares.take(host);
				if (free) share = { host, free };
				return share !== undefined;
			};

			return {
				async take(tx, run, login) {
					const { host, ...place } = placeOf(login);
					const hasRoom = haveShare(host);
					const wish = {
						...place,
						runKind: run.kind,
						runId: run.id,
						holder,
						hasRoom,
						lease: sends.placeLease,
					};
					const answer = await takePlace(tx, wish);
					if ('number' in answer) {
						held = { placeKey: place.placeKey, number: answer.number, holder };
						return undefined;
					}
					held = undefined;
					leaveShare();
					return answer.againAt;
				},
				async renew() {
					if (held) await withoutHarm(renewPlace(pool, held, sends.placeLease));
				},
				async giveBack() {
					leaveShare();
					const place = held;
					held = undefined;
					if (place) await withoutHarm(giveBackPlace(pool, place));
				},
			};
		},
	};
}
