import type { AuthorityStore } from '#embedded/authority/authority-store.ts';
import type { Grants } from '#embedded/authority/grants.ts';
import type { MailboxStore } from './store/mailbox-store.ts';

/** Whether somebody may enter a mailbox, and why not. */
export type Entry =
	| { readonly kind: 'open'; readonly address: string }
	/** Wrong name, password or token. */
	| { readonly kind: 'refused' }
	/** Its provider takes tokens alone (Microsoft). */
	| { readonly kind: 'password-off' }
	/** The right token, but this protocol is switched off for the mailbox. */
	| { readonly kind: 'protocol-off'; readonly address: string };

/** By what the world's mailboxes are entered, as their providers do it. */
export interface Doors {
	byPassword(name: string, password: string, protocol: 'imap' | 'smtp'): Entry;
	byToken(name: string, token: string, protocol: 'imap' | 'smtp'): Entry;
}

export function createDoors(mailboxes: MailboxStore, accounts: AuthorityStore, grants: Grants): Doors {
	function entered(address: string, protocol: 'imap' | 'smtp'): Entry {
		const account = accounts.account(address);
		const isOff = account && !(protocol === 'imap' ? account.takesImap : account.takesSmtp);
		return { kind: isOff ? 'protocol-off' : 'open', address };
	}
	return {
		byPassword(name, password, protocol) {
			const mailbox = mailboxes.find(name.toLowerCase());
			if (mailbox && accounts.account(mailbox.address)?.vendor === 'microsoft')
				return { kind: 'password-off' };
			const opens = mailbox?.password != null && mailbox.password === password;
			return opens ? entered(mailbox.address, protocol) : { kind: 'refused' };
		},
		byToken(name, token, protocol) {
			const holder = grants.holderOf(token, protocol);
			// Somebody else's mailbox is not opened by one's own token.
			const isOwn = holder !== undefined && holder.address === name.toLowerCase();
			return isOwn ? entered(holder.address, protocol) : { kind: 'refused' };
		},
	};
}
