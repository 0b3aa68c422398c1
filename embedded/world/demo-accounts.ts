import type { AuthorityStore } from '#embedded/authority/authority-store.ts';
import { scopeFor } from '#embedded/authority/scopes.ts';
import { DEMO_ACCOUNTS, DEMO_GUARDED_DOMAINS } from '#prisma/demo/accounts.ts';
import type { MailboxStore } from './store/mailbox-store.ts';

/**
 * Makes, at the first start, the accounts of the demonstration and their mailboxes (docs/demonstration-world/users.md). What
 * was changed since stays.
 */
export function ensureDemoAccounts(accounts: AuthorityStore, mailboxes: MailboxStore, at: Date): void {
	for (const { appPassword, hasConsented, subscription: _owner, ...account } of DEMO_ACCOUNTS) {
		const { address, name, vendor } = account;
		// Nobody knows the password of a mailbox at Microsoft, and no door takes it.
		const password = appPassword ?? crypto.randomUUID();
		mailboxes.ensure({ address, displayName: name, password }, at);
		if (accounts.account(address)) continue;
		accounts.ensure(account);
		if (hasConsented) accounts.setConsented(address, [scopeFor(vendor, 'imap'), scopeFor(vendor, 'smtp')]);
	}
	for (const domain of DEMO_GUARDED_DOMAINS)
		if (!accounts.tenantIsKnown(domain)) accounts.changeTenant(domain, { needsAdministrator: true });
}
