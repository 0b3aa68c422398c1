import { domainPart, localPart } from './address-parts.ts';

/** Octets of a local part at most (RFC 5321 4.5.3.1.1). */
const LONGEST_LOCAL_PART = 64;

/**
 * An address of a mailbox with a tag, to which reports about mails of a sender may come: undefined where the mailbox is of another
 * domain than the sender (SPF would be another's), is a plus-address itself, or leaves no room for the tag. Whether it takes such
 * addresses is another matter.
 */
export function plusAddress(mailbox: string, sender: string, tag: string): string | undefined {
	const local = localPart(mailbox);
	if (domainPart(mailbox).toLowerCase() !== domainPart(sender).toLowerCase() || local.includes('+'))
		return undefined;
	if (Buffer.byteLength(local) + 1 + tag.length > LONGEST_LOCAL_PART) return undefined;
	return `${local}+${tag}@${domainPart(mailbox)}`;
}
