import { domainPart } from '#platform/addresses/address-parts.ts';
import { Refusal } from '#platform/refusal.ts';
import type {
	WorldAccountChange,
	WorldOrganisation,
	WorldOrganisationChange,
	WorldOwnedAccount,
} from '#platform/world/control-contract.ts';
import { ask, type WorldRoom } from './ask-world.ts';

/** Accounts at the stand-ins for Microsoft and Google, and their organisations, as one subscription may see them. */
export interface OwnAccounts {
	readonly accounts: readonly WorldOwnedAccount[];
	readonly organisations: readonly WorldOrganisation[];
}

/** @throws {Refusal} not-in-sandbox, world-unreachable. */
export async function ownAccounts(room: WorldRoom): Promise<OwnAccounts> {
	const all = await ask(room, (world) => world.accounts());
	const accounts = all.accounts.filter(({ subscriptionId }) => subscriptionId === room.subscriptionId);
	const domains = new Set(accounts.map(({ address }) => domainPart(address)));
	return { accounts, organisations: all.organisations.filter(({ domain }) => domains.has(domain)) };
}

/**
 * Has an account of this subscription behave otherwise from now on: at its sign-in, its tokens, its servers.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function changeOwnAccount(
	room: WorldRoom,
	address: string,
	change: WorldAccountChange,
): Promise<void> {
	await requireOwn(room, address);
	await ask(room, (world) => world.changeAccount(address, change));
}

/**
 * Ends what an account of this subscription consented to: its tokens open nothing any more, so that its mailbox is lost.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function revokeOwnAccount(room: WorldRoom, address: string): Promise<void> {
	await requireOwn(room, address);
	await ask(room, (world) => world.revoke(address));
}

/**
 * Has an organisation of this subscription leave consent to its administrators, or forget theirs.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function changeOwnOrganisation(
	room: WorldRoom,
	domain: string,
	change: WorldOrganisationChange,
): Promise<void> {
	const { organisations } = await ownAccounts(room);
	if (!organisations.some((one) => one.domain === domain)) throw new Refusal('not-found', 'missing');
	await ask(room, (world) => world.changeOrganisation(domain, change));
}

async function requireOwn(room: WorldRoom, address: string): Promise<void> {
	const { accounts } = await ownAccounts(room);
	if (!accounts.some((one) => one.address === address)) throw new Refusal('not-found', 'missing');
}
