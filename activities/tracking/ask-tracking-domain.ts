import type { TrackingFault } from '#domain/tracking/address/tracking-domain.ts';
import { ticketAddress } from '#domain/tracking/tickets/ticket-paths.ts';
import { trackingDomainLimits } from '#platform/newsletter-limits.ts';
import { askGuarded, Unanswered } from '#platform/network/ask-guarded.ts';
import { NamesUnavailable, type Names } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/** No ticket: what stands there is the picture of ours that is answered whatever is asked for. */
const ANY_TICKET = 'check';

/**
 * Asks whether the links of mails may stand under a host: it is an alias of ours, or hides that it is, and behind it, over TLS
 * with a certificate of its name, our own picture answers. A proxy that flattens aliases is found by the answer alone.
 *
 * @param target the host of the installation.
 * @returns null where it is right; `silent` where nobody could say.
 */
export async function askTrackingDomain(
	host: string,
	target: string,
	{ names, policy }: { readonly names: Pick<Names, 'alias' | 'addresses'>; readonly policy: NetworkPolicy },
): Promise<TrackingFault | 'silent' | null> {
	try {
		const alias = await names.alias(host);
		if (alias && alias !== target) return 'other-alias';
		if (!alias && (await names.addresses(host)).length === 0) return 'no-name';
	} catch (error) {
		if (error instanceof NamesUnavailable) return 'silent';
		throw error;
	}
	const url = ticketAddress(`https://${host}`, 'pixel', ANY_TICKET);
	try {
		const { status, headers } = await askGuarded({ url, method: 'GET' }, policy, trackingDomainLimits.ask);
		return status === 200 && headers['content-type'] === 'image/gif' ? null : 'not-ours';
	} catch (error) {
		if (!(error instanceof Unanswered)) throw error;
		return error.code.startsWith('tls-') ? 'certificate' : 'unreachable';
	}
}
