import { z } from 'zod';
import { DEMO_ACCOUNTS } from '#prisma/demo/accounts.ts';
import { demoSubscriptionId } from '#prisma/seed/demo-id.ts';
import type { AuthorityTenant } from '#embedded/authority/account.ts';
import type { AuthorityStore } from '#embedded/authority/authority-store.ts';
import {
	ACCOUNT_TROUBLES,
	type WorldAccount,
	type WorldAccounts,
	type WorldOrganisation,
} from '#platform/world/control-contract.ts';
import { ControlRefusal, parsed, type ControlRoute } from './control-server.ts';

const TEN_MINUTES = 600_000;

const accountChange = z.strictObject({
	isSignedIn: z.boolean().optional(),
	isAdministrator: z.boolean().optional(),
	trouble: z.enum(ACCOUNT_TROUBLES).nullable().optional(),
	rotates: z.boolean().optional(),
	answersAfter: z.number().int().min(0).max(TEN_MINUTES).optional(),
	isDown: z.boolean().optional(),
	accessHolds: z.number().int().min(1_000).max(86_400_000).optional(),
	takesImap: z.boolean().optional(),
	takesSmtp: z.boolean().optional(),
});

const organisationChange = z.strictObject({
	needsAdministrator: z.boolean().optional(),
	hasConsented: z.literal(false).optional(),
});

/** The calls of `platform/world/control-contract.ts` about accounts at providers. */
export function accountRoutes(
	accounts: AuthorityStore,
	closeConnections: (address: string) => void,
): ControlRoute[] {
	function found(address: string | undefined): WorldAccount {
		const account = accounts.account(address ?? '');
		if (!account) throw new ControlRefusal('not-found');
		return account;
	}
	return [
		{
			method: 'GET',
			path: '/accounts',
			answer: (): WorldAccounts => {
				const all = accounts.accounts();
				const organisations = new Map(
					all.map(({ address }) => accounts.tenantOf(address)).map((tenant) => [tenant.domain, tenant]),
				);
				return {
					accounts: all.map((one) => ({ ...one, subscriptionId: subscriptionOf(one.address) })),
					organisations: [...organisations.values()].map(organisationLine),
				};
			},
		},
		{
			method: 'POST',
			path: '/accounts/*',
			answer: ([given], body): WorldAccount => {
				const { address } = found(given);
				accounts.changeAccount(address, parsed(accountChange, body));
				// An open session would go on as before.
				closeConnections(address);
				return found(address);
			},
		},
		{
			method: 'POST',
			path: '/accounts/*/revocation',
			answer: ([given]): WorldAccount => {
				const { address } = found(given);
				accounts.revoke(address);
				closeConnections(address);
				return found(address);
			},
		},
		{
			method: 'POST',
			path: '/organisations/*',
			answer: ([domain], body): WorldOrganisation => {
				const { hasConsented, ...change } = parsed(organisationChange, body);
				const known = domain!.toLowerCase();
				accounts.changeTenant(known, { ...change, ...(hasConsented === false ? { consented: [] } : {}) });
				return organisationLine(accounts.tenantOf(`@${known}`));
			},
		},
	];
}

function subscriptionOf(address: string): string | null {
	const known = DEMO_ACCOUNTS.find((one) => one.address === address);
	return known ? demoSubscriptionId(known.subscription) : null;
}

const organisationLine = ({ domain, needsAdministrator, consented }: AuthorityTenant): WorldOrganisation => ({
	domain,
	needsAdministrator,
	hasConsented: consented.length > 0,
});
