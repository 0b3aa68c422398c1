import type { AccountTrouble, WorldAccount, WorldAccountChange } from '#platform/world/control-contract.ts';

/** Whose pages and tokens an account has. */
export type Vendor = WorldAccount['vendor'];

/** What stands in an account's way, at its sign-in and at each renewal of a token. */
export type Trouble = AccountTrouble;

/** Somebody who has an account at the stand-in for Microsoft or Google; its address in lower case. */
export type AuthorityAccount = WorldAccount;

/** What may be changed while the world runs. */
export type AccountChange = WorldAccountChange;

/** An organisation: everybody of one domain. */
export interface AuthorityTenant {
	readonly domain: string;
	/** As Microsoft writes it. */
	readonly id: string;
	/** Only an administrator consents to applications. */
	readonly needsAdministrator: boolean;
	/** An administrator consented for everybody, to these scopes. */
	readonly consented: readonly string[];
}

/** How an account is that data names only in part: nothing stands in its way. */
export const ORDINARY: Required<AccountChange> = {
	isAdministrator: false,
	isSignedIn: false,
	trouble: null,
	rotates: false,
	answersAfter: 0,
	isDown: false,
	accessHolds: 3_599_000,
	takesImap: true,
	takesSmtp: true,
};
