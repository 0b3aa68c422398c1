import type { MachineSigns } from './machine-signs.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { plainWords } from './plain-words.ts';
import {
	CALENDAR_SUBJECT,
	CALENDAR_WORDS,
	COMPLAINT_SENDER,
	COMPLAINT_WORDS,
	RECEIPT_SUBJECT,
	RECEIPT_WORDS,
} from './receipt-words.ts';

/** What a program tells about a mail or an appointment, and the words that say so where no part does. */
export interface Notice {
	readonly rule: 'complaint' | 'read-receipt' | 'calendar';
	readonly quote?: string;
}

/**
 * Complaints, receipts and answers of calendars: by their part where the mail is made of it, else by sender and words. What
 * a person attaches decides nothing over what the person wrote.
 */
export function noticeIn(mail: ParsedMail, signs: MachineSigns): Notice | undefined {
	const subject = plainWords(mail.subject).trim();
	const words = plainWords(mail.text.slice(0, 4_000));
	const isOfParts =
		mail.contentType === 'multipart/report' ||
		mail.visibleText === '' ||
		mail.machineParts.some(({ type }) => type === mail.contentType);
	const has = (type: string) => isOfParts && mail.machineParts.some((part) => part.type.endsWith(type));
	if (has('feedback-report')) return { rule: 'complaint' };
	if (has('disposition-notification')) return { rule: 'read-receipt' };
	if (
		mail.from &&
		COMPLAINT_SENDER.test(mail.from.address) &&
		(COMPLAINT_WORDS.test(subject) || COMPLAINT_WORDS.test(words))
	)
		return { rule: 'complaint', quote: mail.subject };
	const receipt = RECEIPT_SUBJECT.test(subject);
	if (
		(receipt && (words.trim() === '' || signs.automatic)) ||
		((receipt || signs.headers.length > 0) && RECEIPT_WORDS.test(words))
	)
		return { rule: 'read-receipt', quote: mail.subject };
	return isCalendarAnswer(mail, subject) ? { rule: 'calendar', quote: mail.subject } : undefined;
}

/** What its writer put beside the answer, which is for us; when and where it is, the program says. */
function isCommented(text: string): boolean {
	const words = plainWords(text.slice(0, 2_000));
	const own = words.replace(
		/^[ *]*(?:quand|ou|when|where|wann|wo|cuando|donde|quando|dove|wanneer|waar) ?:.*$/gm,
		'',
	);
	if (CALENDAR_WORDS.test(words)) return false;
	return /\?(?:\s|$)/.test(own) || /\b(?:je|j'ai|j'aurai|nous|i|i'm|i'll|we|ich|wir)\b/.test(own);
}

function isCalendarAnswer(
	{ calendarMethod, calendarIsBody, contentType, visibleText }: ParsedMail,
	subject: string,
): boolean {
	if (!calendarMethod || calendarMethod === 'REQUEST') return false;
	if (contentType === 'text/calendar' || visibleText === '') return true;
	if (isCommented(visibleText)) return false;
	if (CALENDAR_SUBJECT.test(subject) || CALENDAR_WORDS.test(plainWords(visibleText.slice(0, 500))))
		return true;
	return calendarIsBody && !/^(?:re|aw|sv|tr|fwd?) ?:/.test(subject);
}
