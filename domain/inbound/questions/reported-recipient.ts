import { domainPart } from '#platform/addresses/address-parts.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
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
		if (mailboxOf(final) === mailboxOf(sentTo)) return true;
		return (
			originalAddress !== undefined &&
			mailboxOf(plain(originalAddress)) === mailboxOf(sentTo) &&
			domainPart(final) === domainPart(sentTo)
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

/** What providers put in the place of a local part that they hide (RFC 6590): a word, signs, or a hash. */
const HIDDEN =
	/redact|hidden|mask|anonym|removed|^[x*#.•_-]+$|\*{2,}|x{4,}|^[0-9a-f]{16,128}$|^[a-z0-9+/_-]{20,128}={0,2}$/;

/**
 * Whether a report that quotes a mail of ours is about the person to whom it went. Providers hide addresses: where none is
 * stated openly the Message-ID says it alone, since each mail of ours goes to one person. Another address, such as one at the
 * end of a forwarding chain, is somebody else.
 */
function isAboutRecipient(stated: readonly string[], recipient: string): boolean {
	const open = stated.map(mailboxOf).filter((address) => !isHidden(address));
	return open.length === 0 || open.includes(mailboxOf(recipient));
}

function isHidden(address: string): boolean {
	const at = address.lastIndexOf('@');
	return HIDDEN.test(address.slice(0, at)) || !address.slice(at + 1).includes('.');
}

const plain = (address: string) => normaliseAddress(address) ?? address;
