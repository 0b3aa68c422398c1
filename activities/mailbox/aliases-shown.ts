import type { AliasSeen } from '#domain/inbound/learn-aliases.ts';
import { deliveredHere } from '#mail/inbound/delivered-here.ts';
import type { MailHead } from '#mail/inbound/parsed-mail.ts';

/** The addresses beside its own that mails of a folder show as the mailbox's: From in Sent, the server's trace elsewhere. */
export function aliasesShown(own: string, mails: readonly MailHead[], inSent: boolean): AliasSeen[] {
	const shown = mails.flatMap((mail): AliasSeen[] =>
		inSent
			? mail.from
				? [{ address: mail.from.address, source: 'sent' }]
				: []
			: deliveredHere(mail).map((address) => ({ address, source: 'delivered-to' })),
	);
	return shown.filter(({ address }) => address !== own);
}
