import { addressesOfPerson, cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * Whether a mail that answers a run counts as the contact's reply (5.2-1): from any known address or alias of the contact
 * it does; from a colleague of the same company only where the sequence says so.
 */
export async function countsAsReply(
	tx: Transaction,
	message: { readonly contactId: string | null; readonly fromAddress: string | null },
	engagementId: string,
): Promise<boolean> {
	const run = await tx.db.engagement.findFirst({
		where: { id: engagementId },
		select: {
			contactId: true,
			version: { select: { colleagueReplyCounts: true } },
			company: {
				select: { domains: { select: { domain: true } }, addresses: { select: { address: true } } },
			},
		},
	});
	if (!run) return false;
	if (run.version.colleagueReplyCounts) return true;
	const cards = await cardsOfPerson(tx, run.contactId);
	if (message.contactId !== null && cards.includes(message.contactId)) return true;
	const from = message.fromAddress?.toLowerCase() ?? '';
	const addresses = await addressesOfPerson(tx, run.contactId);
	if (addresses.includes(from)) return true;
	if (message.contactId !== null) return false;
	const domain = from.split('@')[1];
	const ofCompany =
		run.company.domains.some((known) => known.domain === domain) ||
		run.company.addresses.some(({ address }) => address === from) ||
		addresses.some((address) => address.split('@')[1] === domain);
	// Nobody else had the thread: an address that is not the company's is taken for the contact's own.
	return !ofCompany;
}
