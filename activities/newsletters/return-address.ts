import type { PartContent } from '#domain/newsletters/issues/issue-content.ts';
import { PRESETS } from '#mail/presets/presets.ts';
import { accountsAt } from '#mail/presets/recognise.ts';
import { plusAddress } from '#platform/addresses/plus-address.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';

/** As long as the ticket of a place is. */
const LONGEST_TICKET = 'x'.repeat(48);

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
	if (!plusAddress(address, from, LONGEST_TICKET)) return undefined;
	if (!takesPlus && !accountsAt(imapHost, PRESETS).some(({ preset }) => preset.plusAddresses))
		return undefined;
	return (ticket) => plusAddress(address, from, ticket)!;
}
