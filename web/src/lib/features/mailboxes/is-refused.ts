import type { MailboxLine } from '#domain/mailboxes/show/list-mailboxes.ts';

/** Whether it reads and may not send: a mailbox that is lost says so before anything else. */
export function isRefused({ state, refusals }: Pick<MailboxLine, 'state' | 'refusals'>): boolean {
	return state === 'synchronised' && refusals.some(({ scope }) => scope === 'sender');
}
