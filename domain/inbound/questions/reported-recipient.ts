import { isAboutRecipient } from '#mail/inbound/abuse-report.ts';
import type { ReportedMail } from '#mail/inbound/reported-mail.ts';
import type { DeliveryReport } from '#mail/inbound/delivery-report.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { ReportedRecipient } from './what-it-means.ts';

/**
 * Whether the failure that a report tells is that of the address to which we wrote (5.7-3). Where our mail was passed on to
 * an address at another domain, the failure is that one's.
 *
 * @param sentTo as it is stored; null: nobody knows any more.
 */
export function reportedRecipient(
	report: Pick<DeliveryReport, 'recipients'> | undefined,
	sentTo: string | null,
): ReportedRecipient {
	const failed = (report?.recipients ?? []).filter(({ action }) => action === 'failed');
	const named = failed.filter(({ address, originalAddress }) => address ?? originalAddress);
	if (named.length === 0) return 'unnamed';
	if (sentTo === null) return 'another';
	const isOurs = named.some(({ address, originalAddress }) => {
		const final = plain(address ?? originalAddress!);
		if (final === sentTo) return true;
		return (
			originalAddress !== undefined &&
			plain(originalAddress) === sentTo &&
			domainOf(final) === domainOf(sentTo)
		);
	});
	return isOurs ? 'ours' : 'another';
}

/** The same of a provider's report that a mail was unwanted: providers hide the address, or name none. */
export function complainedRecipient(
	{ recipients }: Pick<ReportedMail, 'recipients'>,
	sentTo: string | null,
): ReportedRecipient {
	const stated = recipients.flatMap(({ address, originalAddress }) => address ?? originalAddress ?? []);
	return sentTo !== null && isAboutRecipient(stated, sentTo) ? 'ours' : 'another';
}

const plain = (address: string) => normaliseAddress(address) ?? address;
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
