import { readMeasuredMail } from '#domain/tracking/choices/measured-mail.ts';
import { trackLinks, withPixel, type TrackedTarget } from '#domain/tracking/links/track-links.ts';
import { sendTickets } from '#domain/tracking/tickets/send-tickets.ts';
import { ticketAddress } from '#domain/tracking/tickets/ticket-paths.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SendDeps } from '#activities/send/send-deps.ts';

/**
 * The body of a step as it leaves: its links behind tickets where this contact's clicks may be measured, a pixel where she agreed
 * to one (5.7-11). Without an address of our own to lead through, it leaves as it was written.
 */
export async function measureStep(
	{ config, unsubscribeKeys }: Pick<SendDeps, 'config' | 'unsubscribeKeys'>,
	tx: Transaction,
	{ sendId, contactId, html }: { readonly sendId: string; readonly contactId: string; readonly html: string },
): Promise<{ readonly html: string; readonly links: readonly TrackedTarget[] }> {
	const { address, excludedDomains, opens, clicks } = await readMeasuredMail(tx, contactId);
	if (!address) return { html, links: [] };
	const tickets = sendTickets(unsubscribeKeys, { subscriptionId: tx.subscriptionId, sendId });
	const tracked = clicks
		? trackLinks(html, {
				excludedDomains,
				ownAddresses: [config.publicUrl, address],
				addressOf: (number) => ticketAddress(address, 'link', tickets.link(number)),
			})
		: { html, links: [] };
	if (opens !== 'identified') return tracked;
	return { ...tracked, html: withPixel(tracked.html, ticketAddress(address, 'pixel', tickets.pixel)) };
}
