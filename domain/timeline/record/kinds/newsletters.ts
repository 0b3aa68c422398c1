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
	'newsletter-sender-changed': { data: { newsletterId: string; senderId: string } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const NEWSLETTER_EVENTS: Record<keyof NewsletterEvents, true> = {
	'newsletter-activated': true,
	'newsletter-deactivated': true,
	'newsletter-deleted': true,
	'newsletter-subscribed': true,
	'newsletter-unsubscribed': true,
	'newsletter-sender-changed': true,
};
