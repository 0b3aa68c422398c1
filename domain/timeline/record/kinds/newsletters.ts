/** Newsletters and who is in their lists. */
export interface NewsletterEvents {
	'newsletter-activated': { data: { newsletterId: string } };
	'newsletter-deactivated': { data: { newsletterId: string } };
	'newsletter-deleted': { data: { newsletterId: string } };
	/** `again`: after she had left the list; `herself`: on the page behind a mail. */
	'newsletter-subscribed': {
		data: { newsletterId: string; senderId: string | null; how: 'first' | 'again' | 'herself' };
	};
	/** `cause`: UnsubscribeCause of domain/newsletters/subscribers. */
	'newsletter-unsubscribed': { data: { newsletterId: string; cause: string } };
	/** The relay or the mail server took her mail of an issue. */
	'newsletter-sent': { data: { newsletterId: string; issueId: string } };
	'newsletter-sender-changed': { data: { newsletterId: string; senderId: string } };
	/** What became of a recipient of an issue; `cause`: OutcomeCause of domain/newsletters/issues/closing. */
	'issue-succeeded': { data: { newsletterId: string; issueId: string; cause: string } };
	'issue-failed': { data: { newsletterId: string; issueId: string; cause: string } };
	/** The mail that had decided it was something else. */
	'issue-outcome-reopened': { data: { newsletterId: string; issueId: string } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const NEWSLETTER_EVENTS: Record<keyof NewsletterEvents, true> = {
	'newsletter-activated': true,
	'newsletter-deactivated': true,
	'newsletter-deleted': true,
	'newsletter-subscribed': true,
	'newsletter-unsubscribed': true,
	'newsletter-sent': true,
	'newsletter-sender-changed': true,
	'issue-succeeded': true,
	'issue-failed': true,
	'issue-outcome-reopened': true,
};
