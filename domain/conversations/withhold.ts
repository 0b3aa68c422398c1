import type { MailEntry, WholeMail } from '#domain/conversations/mail-entry.ts';
import type { MailAccess } from '#domain/privacy/open-mails.ts';

/**
 * A mail as one person may have it (5.7-9). Of one that is not hers to read there is its date, its direction and where it
 * stands; of one that quotes such a mail the new text only.
 *
 * @param access undefined: nobody can say, so she gets nothing of it.
 */
export function asReadBy(entry: WholeMail, access: MailAccess | undefined): MailEntry {
	const { isOpen, isHers, quoteIsOpen, privacy } = access ?? NOTHING;
	const mayMark = isHers && entry.kind !== 'found' && privacy !== 'own' && entry.position === null;
	if (isOpen) {
		const withoutQuote = quoteIsOpen ? {} : { wholeText: null, frame: null, remoteImages: 0 };
		return { ...entry, ...withoutQuote, privacy, mayMark, isWithheld: false };
	}
	return {
		...entry,
		from: { name: null, address: null },
		to: [],
		replyTo: null,
		subject: null,
		text: '',
		wholeText: null,
		frame: null,
		remoteImages: 0,
		mailboxId: null,
		verdict: null,
		evidence: {},
		reading: null,
		goneAt: null,
		correctedFrom: null,
		sendState: null,
		settledBy: null,
		answer: null,
		isWithheld: true,
		privacy,
		mayMark: false,
	};
}

const NOTHING: MailAccess = { privacy: 'own', isOpen: false, isHers: false, quoteIsOpen: false };
