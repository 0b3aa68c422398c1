import { firstOf } from './raw-headers.ts';
import type { MailHead } from './parsed-mail.ts';

/** What tells that no person wrote a mail. */
export interface MachineSigns {
	/** The header says so: never a reply, whatever the text says. */
	readonly automatic: boolean;
	/** Sent to many: a list, a newsletter. It may still be a reply where it stands in our thread. */
	readonly bulk: boolean;
	/** Names of the header fields that say so, for the evidence. */
	readonly headers: readonly string[];
}

const SYSTEM_SENDER = /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/;

/**
 * Reads the header for signs of a machine (docs/design/reply-detection.md#automatic-answers). X-Auto-Response-Suppress
 * is none: it asks not to be answered.
 */
export function machineSignsOf(mail: MailHead): MachineSigns {
	const value = (name: string) => firstOf(mail.fields, name)?.trim().toLowerCase() ?? '';
	const headers: string[] = [];
	const sign = (name: string, says: boolean) => {
		if (says) headers.push(name);
	};
	sign('auto-submitted', mail.fields.has('auto-submitted') && !/^no\b/.test(value('auto-submitted')));
	sign('return-path', mail.returnPath === '');
	sign('from', mail.from !== undefined && SYSTEM_SENDER.test(mail.from.address));
	for (const name of ['x-autoreply', 'x-autorespond', 'x-autoresponder'])
		sign(name, mail.fields.has(name) && value(name) !== 'no');
	sign('precedence', /^auto[_-]?reply/.test(value('precedence')));
	sign('x-apple-action', value('x-apple-action') === 'vacation');
	sign(
		'x-ms-exchange-inbox-rules-loop',
		mail.fields.has('x-ms-exchange-inbox-rules-loop') && /\ball\b/.test(value('x-auto-response-suppress')),
	);
	sign('x-failed-recipients', mail.fields.has('x-failed-recipients'));
	sign('content-type', mail.contentType === 'multipart/report');
	return {
		automatic: headers.length > 0,
		bulk:
			mail.fields.has('list-unsubscribe') ||
			mail.fields.has('list-id') ||
			/^(bulk|list)\b/.test(value('precedence')),
		headers,
	};
}
