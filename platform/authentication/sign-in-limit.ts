import { createHash } from 'node:crypto';
import { accountKey } from './account-key.ts';
import type { AuthenticationDatabase } from './authentication-database.ts';
import { networkOfAddress } from './network-of-address.ts';

/** A count of failures: `free` at once, then one more every `pause` milliseconds. Wall clock. */
interface Limit {
	free: number;
	pause: number;
}

const minute = 60_000;

/** Of one account, from one network or one known device: a person who mistypes, or somebody who guesses. */
const FROM_ONE_PLACE: Limit = { free: 5, pause: 4 * minute };
/**
 * Of one account, from everywhere: many networks guess together. It leaks four times as fast as one place may fail, so
 * that no single stranger fills it.
 */
const FROM_EVERYWHERE: Limit = { free: 50, pause: minute };
/** Of one network, whatever the account: one password tried on many accounts. */
const BY_NETWORK: Limit = { free: 100, pause: minute / 6 };

/** Empty buckets are swept away so many at a time. */
const SWEPT_AT_ONCE = 100;

/** Who tries to sign in, and from where. */
export interface SignInTry {
	email: string;
	/** Of the client, as our own server says it. */
	address: string;
	/** The device, where it proved that it is known to this account (`known-device.ts`). */
	device?: string;
}

export type CountedTry =
	/** Counted as a failure until it is taken back. */
	| { kind: 'counted'; takeBack(): Promise<void> }
	/** `wait`: milliseconds until a next try makes sense. Nothing was counted. */
	| { kind: 'refused'; wait: number };

/**
 * How often somebody may fail to sign in (5.7-23). Failures are counted by account and place, by account and by
 * network; a known device counts for itself alone, so that no stranger locks its owner out.
 */
export interface SignInLimit {
	/** Counts a try before the password is looked at, so that tries at the same time cannot pass together. */
	count(wanted: SignInTry): Promise<CountedTry>;
}

/** The limit, kept in the database so that every web process shares it. */
export function createSignInLimit(database: AuthenticationDatabase): SignInLimit {
	return {
		async count(wanted) {
			const taken: Bucket[] = [];
			const takeBack = async () => {
				for (const bucket of taken) await pourOut(database, bucket);
			};
			for (const bucket of bucketsOf(wanted)) {
				if (await pourIn(database, bucket)) {
					taken.push(bucket);
					continue;
				}
				await takeBack();
				return { kind: 'refused', wait: await waitOf(database, bucket) };
			}
			await sweepEmpty(database);
			return { kind: 'counted', takeBack };
		},
	};
}

interface Bucket extends Limit {
	key: Uint8Array<ArrayBuffer>;
}

function bucketsOf({ email, address, device }: SignInTry): Bucket[] {
	const account = accountKey(email);
	if (device) return [bucket(FROM_ONE_PLACE, 'device', account, device)];
	const network = networkOfAddress(address);
	return [
		bucket(FROM_ONE_PLACE, 'place', account, network),
		bucket(BY_NETWORK, 'network', network),
		bucket(FROM_EVERYWHERE, 'account', account),
	];
}

function bucket(limit: Limit, ...names: string[]): Bucket {
	return { ...limit, key: new Uint8Array(createHash('sha256').update(names.join('\n')).digest()) };
}

/** Adds one failure unless the bucket is full; one statement, so that its row's lock decides who comes first. */
async function pourIn(database: AuthenticationDatabase, { key, free, pause }: Bucket): Promise<boolean> {
	const counted = await database.$executeRaw`
		INSERT INTO sign_in_bucket AS kept (bucket, empty_at)
		VALUES (${key}, clock_timestamp() + ${pause} * interval '1 ms')
		ON CONFLICT (bucket) DO UPDATE
			SET empty_at = greatest(kept.empty_at, clock_timestamp()) + ${pause} * interval '1 ms'
			WHERE kept.empty_at <= clock_timestamp() + ${(free - 1) * pause} * interval '1 ms'`;
	return counted > 0;
}

async function pourOut(database: AuthenticationDatabase, { key, pause }: Bucket): Promise<void> {
	await database.$executeRaw`
		UPDATE sign_in_bucket SET empty_at = empty_at - ${pause} * interval '1 ms' WHERE bucket = ${key}`;
}

async function waitOf(database: AuthenticationDatabase, { key, free, pause }: Bucket): Promise<number> {
	const kept = await database.signInBucket.findUnique({ where: { bucket: key } });
	return Math.max(1_000, (kept?.emptyAt.getTime() ?? 0) - (free - 1) * pause - Date.now());
}

/** An empty bucket says nothing: its row goes, so that addresses made up by a stranger do not fill the table. */
async function sweepEmpty(database: AuthenticationDatabase): Promise<void> {
	await database.$executeRaw`
		DELETE FROM sign_in_bucket WHERE bucket IN (
			SELECT bucket FROM sign_in_bucket WHERE empty_at < clock_timestamp()
			LIMIT ${SWEPT_AT_ONCE} FOR UPDATE SKIP LOCKED)`;
}
