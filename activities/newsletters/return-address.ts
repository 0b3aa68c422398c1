import type { PartContent } from '#domain/newsletters/issues/issue-content.ts';
import { PRESETS } from '#mail/presets/presets.ts';
import { accountsAt } from '#mail/presets/recognise.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';

/** Octets of a local part at most (RFC 5321 4.5.3.1.1), and of a ticket with the sign before it. */
const LOCAL_PART = 64;
const TICKET = 49;

/** The return address of one mail, by the ticket of its place. */
export type OwnReturnAddress = (ticket: string) => string;

/**
 * Where reports about each mail of a relay come back with the ticket of its place (VERP): a plus-address of the reply mailbox, where
 * the relay may take any return address, the mailbox is known to take such, by its provider or because a mail of ours came to one,
 * and SPF stays the sender's own domain's.
 *
 * @returns undefined where all mails share the sender's address; their reports name the envelope id, or return what they are of.
 */
export function ownReturnAddress(
	{ from, replyMailbox }: Pick<PartContent, 'from' | 'replyMailbox'>,
	{ bounces }: Pick<RelayProfile, 'bounces'>,
): OwnReturnAddress | undefined {
	if (bounces !== 'own-return-address' || !replyMailbox) return undefined;
	const { address, imapHost, takesPlus } = replyMailbox;
	const at = address.lastIndexOf('@');
	const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
	if (domain.toLowerCase() !== from.slice(from.lastIndexOf('@') + 1).toLowerCase()) return undefined;
	if (local.includes('+') || Buffer.byteLength(local) + TICKET > LOCAL_PART) return undefined;
	if (!takesPlus && !accountsAt(imapHost, PRESETS).some(({ preset }) => preset.plusAddresses))
		return undefined;
	return (ticket) => `${local}+${ticket}@${domain}`;
}
