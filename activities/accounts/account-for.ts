import type { Logger } from 'pino';
import {
	endLease,
	forgetAccess,
	keepRenewed,
	leaseGrant,
	openGrant,
	recordGrantRefused,
	type GrantLease,
	type GrantResource,
} from '#domain/mailboxes/token-lease.ts';
import type { AccountAccess, Credentials } from '#mail/credentials.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { PlatformSender } from '#platform/platform-sender.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';
import type { SignInProviders } from '#providers/sign-in/sign-in-provider.ts';
import type { AccountRead } from './mailbox-login.ts';
import { readingAccountOf } from './reading-account.ts';
import { sendingAccountOf, type SendingAccount } from './sending-account.ts';

/** What logins need; built once a process. */
export interface AccountDeps {
	readonly database: Database;
	readonly envelopes: Envelopes;
	readonly signInProviders: SignInProviders;
	/** Of the installation itself, where it has one. */
	readonly platformSender?: PlatformSender | undefined;
	readonly logger: Logger;
}

/**
 * A login (`isNew`: its access token was renewed for this), or why there is none now:
 *
 * - `refused`: the provider takes the grant no more, and why; its mailbox is lost.
 * - `missing`: there are no credentials that this master key opens.
 * - `busy`: another worker asks the provider at this moment.
 * - `unavailable`: the provider could not be asked.
 */
export type AccountGot<T> =
	{ readonly kind: 'ready'; readonly account: T; readonly isNew?: true } | WithoutLogin;

type WithoutLogin =
	| { readonly kind: 'refused'; readonly fault: string }
	| { readonly kind: 'missing' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'unavailable' };

/** There is an access token now. */
interface Fresh {
	readonly kind: 'fresh';
}

/**
 * The login of a sender (null: the platform's own), ready: to be fetched before a claim, while nothing is locked and no transaction is open
 * (docs/design/sending.md#tokens).
 *
 * @param read what its rows said a moment ago, where that is known.
 */
export async function accountFor(
	deps: AccountDeps,
	subscriptionId: string,
	senderId: string | null,
	read?: AccountRead<SendingAccount>,
): Promise<AccountGot<SendingAccount>> {
	return renewed(deps, subscriptionId, read, (tx) => sendingAccountOf(tx, deps, senderId));
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

/** Called where a server refused a login: a token that should still hold is not used again. */
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
	let found = before ?? (await inSubscription(read));
	const renewedFor = new Set<GrantResource>();
	while (found.kind === 'stale') {
		const { mailboxId, resource } = found;
		// A token that holds for less than the time before its end is of no use to anybody.
		if (renewedFor.has(resource)) return { kind: 'unavailable' };
		renewedFor.add(resource);
		const answer = await inSubscription((tx) => leaseGrant(tx, mailboxId, resource));
		const got: WithoutLogin | Fresh =
			answer.kind === 'leased' ? await renew(deps, subscriptionId, answer.lease) : answer;
		if (got.kind !== 'fresh') return got;
		found = await inSubscription(read);
	}
	return found.kind === 'ready' && renewedFor.size > 0 ? { ...found, isNew: true } : found;
}

/** Asks the provider once, under the lease, and keeps what it answers. */
async function renew(
	{ database, envelopes, signInProviders, logger }: AccountDeps,
	subscriptionId: string,
	lease: GrantLease,
): Promise<WithoutLogin | Fresh> {
	const { mailboxId } = lease;
	const inSubscription = <R>(work: (tx: Transaction) => Promise<R>) =>
		database.inSubscription(subscriptionId, work);
	const provider = signInProviders.get(lease.provider);
	const held = openOrUndefined(envelopes, lease);
	if (!provider || held === undefined) {
		await inSubscription((tx) => endLease(tx, lease));
		if (!provider) logger.error({ mailboxId, provider: lease.provider }, 'a provider is not configured');
		return provider ? { kind: 'missing' } : { kind: 'unavailable' };
	}
	const answer = await provider.renew(held, resourceOf(lease));
	if (answer.kind === 'granted') {
		const { accessToken, holds, grant } = answer;
		const tokens = { accessToken, holds, grant: grant === held ? undefined : grant };
		await inSubscription((tx) => keepRenewed(tx, envelopes, lease, tokens));
		return { kind: 'fresh' };
	}
	const { code } = answer;
	if (answer.kind === 'refused' && lease.resource === 'graph') {
		const { fault } = answer;
		logger.warn({ mailboxId, code, fault }, 'a provider gives no token for Graph');
		await inSubscription((tx) => endLease(tx, lease));
		return { kind: 'refused', fault };
	}
	if (answer.kind === 'refused' && answer.isPermanent) {
		const { fault } = answer;
		const isRefused = await inSubscription((tx) => recordGrantRefused(tx, lease, fault));
		logger.warn({ mailboxId, code, fault }, 'a provider takes a grant no more');
		return isRefused ? { kind: 'refused', fault } : { kind: 'busy' };
	}
	// A refusal that is not for good is one of our registration: it concerns every mailbox of this provider.
	if (answer.kind === 'refused')
		logger.error(
			{ provider: lease.provider, code, fault: answer.fault },
			'a provider refuses this installation',
		);
	else logger.warn({ mailboxId, code }, 'an access token could not be renewed');
	await inSubscription((tx) => endLease(tx, lease));
	return { kind: 'unavailable' };
}

const resourceOf = ({ resource, isShared }: GrantLease) =>
	resource === 'graph' && isShared ? 'shared-graph' : resource;

function openOrUndefined(envelopes: Envelopes, lease: GrantLease): string | undefined {
	try {
		return openGrant(envelopes, lease.mailboxId, lease.grantSealed);
	} catch (error) {
		if (error instanceof SealBroken) return undefined;
		throw error;
	}
}
