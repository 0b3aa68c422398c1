import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { createAuthority, type Authority } from '#embedded/authority/authority-server.ts';
import { openAuthorityStore, type AuthorityStore } from '#embedded/authority/authority-store.ts';
import type { AskLimits } from '#platform/network/ask-guarded.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { openSignInProviders } from '#providers/sign-in/open-sign-in.ts';
import type { Invitation } from '#providers/sign-in/sign-in-pages.ts';
import type { SignInProvider } from '#providers/sign-in/sign-in-provider.ts';
import type { SignInSettings } from '#providers/sign-in/sign-in-settings.ts';
import { issueTestCertificate, type TestCertificate } from '#tests/crash/test-authority.ts';
import { LONGEST_WAIT } from './patience.ts';
import { consentAs, signInAs, type Granted, type SignedInCode } from './sign-in-browser.ts';

export type VendorKey = 'microsoft' | 'google';

export const REDIRECT_URI = 'https://refrain.example/connect/callback';
const CLIENT = { clientId: 'refrain-test', clientSecret: 'secret-of-the-registration' };
const PATIENT: AskLimits = { answerWithin: LONGEST_WAIT, answerAtMost: 64 * 1024 };

/** The stand-ins for Microsoft and Google on ports of their own, in memory. */
export interface AuthorityRig {
	readonly authority: Authority;
	readonly store: AuthorityStore;
	readonly certificate: TestCertificate;
	readonly policy: NetworkPolicy;
	readonly settings: Required<SignInSettings>;
	/** https, without a slash at its end. */
	readonly origin: string;
	/** A provider that asks the stand-in through the guard. */
	provider(vendor: VendorKey, change?: ProviderChange): SignInProvider;
	/** Signs an account in, from the invitation to the code that came back. */
	signIn(vendor: VendorKey, address: string, change?: Partial<Invitation>): Promise<SignedInCode>;
	/** The same, redeemed. */
	consent(vendor: VendorKey, address: string, change?: Partial<Invitation>): Promise<Granted>;
	close(): Promise<void>;
}

export interface ProviderChange {
	readonly clientSecret?: string;
	readonly tenant?: string;
	readonly limits?: Partial<AskLimits>;
	readonly policy?: NetworkPolicy;
}

export async function startAuthorityRig(): Promise<AuthorityRig> {
	const certificate = await issueTestCertificate();
	const database = new DatabaseSync(':memory:');
	const store = openAuthorityStore(database);
	const faults: unknown[] = [];
	const client = { id: CLIENT.clientId, secret: CLIENT.clientSecret, redirectUris: [REDIRECT_URI] };
	const authority = createAuthority(certificate, store, client, (error) => faults.push(error));
	const origin = `https://127.0.0.1:${await listen(authority.tls)}`;
	const standIn = { tokens: origin, pages: `http://127.0.0.1:${await listen(authority.pages)}` };
	const settings = { microsoft: { ...CLIENT, tenant: 'common', standIn }, google: { ...CLIENT, standIn } };
	const policy: NetworkPolicy = {
		kind: 'real',
		allowedPrivateHosts: ['127.0.0.1'],
		authorities: [certificate.authority],
	};

	const rig: AuthorityRig = {
		authority,
		store,
		certificate,
		policy,
		settings,
		origin,
		provider(vendor, { limits, policy: other, ...change } = {}) {
			const changed = { ...settings, [vendor]: { ...settings[vendor], ...change } };
			return openSignInProviders(changed, other ?? policy, { ...PATIENT, ...limits }).get(vendor)!;
		},
		signIn: (vendor, address, wish = {}) =>
			signInAs(rig.provider(vendor), address, { redirectUri: REDIRECT_URI, ...wish }),
		consent: (vendor, address, wish = {}) =>
			consentAs(rig.provider(vendor), address, { redirectUri: REDIRECT_URI, ...wish }),
		async close() {
			for (const server of [authority.tls, authority.pages]) {
				server.closeAllConnections();
				await new Promise((resolve) => server.close(resolve));
			}
			database.close();
			if (faults.length > 0) throw new AggregateError(faults, 'the authority failed');
		},
	};
	return rig;
}

function listen(server: Server): Promise<number> {
	return new Promise((resolve) =>
		server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
	);
}
