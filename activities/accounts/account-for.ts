import type { Logger } from 'pino';
import {
	endLease,
	forgetAccess,
	keepRenewed,
	leaseGrant,
	openRefresh,
	recordGrantRefused,
	type GrantLease,
} from '#domain/mailboxes/token-lease.ts';
import type { AccountAccess, Credentials } from '#mail/credentials.ts';
import { tokenLimits } from '#platform/limits.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';
import { renewToken } from '#providers/tokens/renew-token.ts';
import type { TokenProviders } from '#providers/tokens/token-providers.ts';
import type { AccountRead } from './mailbox-login.ts';
import { readingAccountOf } from './reading-account.ts';
import { sendingAccountOf, type SendingAccount } from './sending-account.ts';

/** What logins need; built once a process. */
export interface AccountDeps {
	readonly database: Database;
	readonly envelopes: Envelopes;
	readonly policy: NetworkPolicy;
	readonly tokenProviders: TokenProviders;
	readonly logger: Logger;
}

/**
 * A login (`isNew`: its access token was renewed for this), or why there is none now:
 *
 * - `refused`: the provider takes the grant no more; its mailbox is lost.
 * - `missing`: there are no credentials that this master key opens.
 * - `busy`: another worker asks the provider at this moment.
 * - `unavailable`: the provider could not be asked.
 */
export type AccountGot<T> =
	| { readonly kind: 'ready'; readonly account: T; readonly isNew?: true }
	| { readonly kind: 'refused' | 'missing' | 'busy' | 'unavailable' };

/**
 * The login of a sender, ready: to be fetched before a claim, while nothing is locked and no transaction is open
 * (docs/design/sending.md#tokens).
 *
 * @param read what its rows said a moment ago, where that is known.
 */
export async function accountFor(
	deps: AccountDeps,
	subscriptionId: string,
	senderId: string,
	read?: AccountRead<SendingAccount>,
): Promise<AccountGot<SendingAccount>> {
	return renewed(deps, subscriptionId, read, (tx) => sendingAccountOf(tx, deps.envelopes, senderId));
}

/** The same of a mailbox, to read it. */
export async function accountToRead(
	deps: AccountDeps,
	subscriptionId: string,
	mailboxId: string,
	read?: AccountRead<AccountAccess>,
): Promise<AccountGot<AccountAccess>> {
	return renewed(deps, subscriptionId, read, (tx) => readingAccountOf(tx, deps.envelopes, mailboxId));
}

/** Called where a mail server refused a login: a token that should still hold is not used again. */
export async function forgetRefused(
	{ database, envelopes }: Pick<AccountDeps, 'database' | 'envelopes'>,
	subscriptionId: string,
	mailboxId: string,
	credentials: Credentials,
): Promise<void> {
	if (credentials.kind !== 'oauth') return;
	await database.inSubscription(subscriptionId, (tx) =>
		forgetAccess(tx, envelopes, mailboxId, credentials.accessToken),
	);
}

async function renewed<T>(
	deps: AccountDeps,
	subscriptionId: string,
	before: AccountRead<T> | undefined,
	read: (tx: Transaction) => Promise<AccountRead<T>>,
): Promise<AccountGot<T>> {
	const inSubscription = <R>(work: (tx: Transaction) => Promise<R>) =>
		deps.database.inSubscription(subscriptionId, work);
	const first = before ?? (await inSubscription(read));
	if (first.kind !== 'stale') return first;
	const answer = await inSubscription((tx) => leaseGrant(tx, first.mailboxId));
	const kind = answer.kind === 'leased' ? await renew(deps, subscriptionId, answer.lease) : answer.kind;
	if (kind !== 'fresh') return { kind };
	const again = await inSubscription(read);
	// A token that holds for less than the time before its end is of no use to anybody.
	if (again.kind === 'stale') return { kind: 'unavailable' };
	return again.kind === 'ready' ? { ...again, isNew: true } : again;
}

/** Asks the provider once, under the lease, and keeps what it answers. */
async function renew(
	{ database, envelopes, policy, tokenProviders, logger }: AccountDeps,
	subscriptionId: string,
	lease: GrantLease,
): Promise<'fresh' | 'refused' | 'missing' | 'busy' | 'unavailable'> {
	const { mailboxId } = lease;
	const inSubscription = <R>(work: (tx: Transaction) => Promise<R>) =>
		database.inSubscription(subscriptionId, work);
	const provider = tokenProviders.get(lease.provider);
	const refreshToken = openOrUndefined(envelopes, lease);
	if (!provider || refreshToken === undefined) {
		await inSubscription((tx) => endLease(tx, lease));
		if (!provider) logger.error({ mailboxId, provider: lease.provider }, 'a provider is not configured');
		return provider ? 'missing' : 'unavailable';
	}
	const answer = await renewToken(provider, refreshToken, policy, tokenLimits);
	switch (answer.kind) {
		case 'renewed':
			await inSubscription((tx) => keepRenewed(tx, envelopes, lease, answer));
			return 'fresh';
		case 'refused':
			return (await inSubscription((tx) => recordGrantRefused(tx, lease))) ? 'refused' : 'busy';
		case 'unavailable':
			logger.warn({ mailboxId, code: answer.code }, 'an access token could not be renewed');
			await inSubscription((tx) => endLease(tx, lease));
			return 'unavailable';
	}
}

function openOrUndefined(envelopes: Envelopes, lease: GrantLease): string | undefined {
	try {
		return openRefresh(envelopes, lease.mailboxId, lease.refreshSealed);
	} catch (error) {
		if (error instanceof SealBroken) return undefined;
		throw error;
	}
}
