import { readAbuseReport } from './abuse-report.ts';
import { automaticAnswerIn, mayBeAutomatic } from './find-automatic-answer.ts';
import type { AutomaticAnswer } from './find-automatic-answer.ts';
import { noticeIn } from './find-notice.ts';
import { laterDateIn } from './later-date.ts';
import { machineSignsOf } from './machine-signs.ts';
import { objectionIn } from './objection.ts';
import type { Objection } from './objection.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { readDeliveryReport } from './delivery-report.ts';
import { kindOfReport, type ReportedRefusal } from './kind-of-report.ts';
import type { DeliveryReport } from './delivery-report.ts';
import type { ReportedMail } from './reported-mail.ts';
import { returnDateIn } from './return-date.ts';
import { speaksOfAbsence } from './return-day/find-phrase.ts';
import { sentencesIn } from './return-day/notice-tokens.ts';

/** What a mail is, before anybody asks whom it concerns. */
export type MailKind =
	| 'human'
	| 'objection'
	| 'absence'
	| 'acknowledgement'
	| 'bounce-hard'
	| 'bounce-soft'
	| 'complaint'
	| 'notification';

/** A mail's kind with what it rests on. No address stands in it. */
export interface Classification {
	readonly kind: MailKind;
	/** The rule that decided: `delivery-report`, `delivery-refused`, `absence-words`, `objection-words`, `complaint`, … */
	readonly rule: string;
	/** Header fields that say that a machine wrote it, or hint at it where words decided with them; none where a person did. */
	readonly headers: readonly string[];
	/** The sentence that decided. */
	readonly quote?: string;
	/** First day back, `YYYY-MM-DD`. */
	readonly returnsOn?: string;
	/** Days that a person's words propose, `YYYY-MM-DD`: of the return where they may be an absence, and for another try. */
	readonly proposed?: { readonly backOn?: string; readonly laterOn?: string };
	/** RFC 3463 status of a bounce. */
	readonly status?: string;
	/** Sent to many: not a reply by its sender alone. */
	readonly bulk: boolean;
	readonly report?: DeliveryReport;
	/** A provider's report that somebody marked a mail as unwanted. */
	readonly complaint?: ReportedMail;
	/** Of a report: it was refused because of us. */
	readonly refused?: ReportedRefusal;
	/** What a person's words may mean besides a reply, without proof: to be asked, never acted on (5.7-1). */
	readonly doubt?: { readonly kind: 'objection' | 'absence'; readonly quote: string };
}

/**
 * Says what a mail is: a report first, of abuse or of a delivery (reports carry Auto-Submitted too), then what machines
 * answer, then what a person wrote (docs/design/reply-detection.md#reports, docs/design/reply-detection.md#automatic-answers;
 * 5.2-1, 5.2-20, 5.6-8). Whom it concerns is another question.
 *
 * Complaints in words, challenges, people who left: recognised so that they are nothing else, and read no further.
 *
 * @param at When it came and in whose calendar: for return dates.
 * @param ours Lines that we put under our mails ourselves, which are no objection.
 */
export function classify(
	mail: ParsedMail,
	at: { receivedAt: Date; zone: string },
	ours: readonly string[] = [],
): Classification {
	const signs = machineSignsOf(mail);
	const base = { headers: signs.proofs, bulk: signs.bulk };
	const complaint = readAbuseReport(mail);
	if (complaint) return { ...base, kind: 'complaint', rule: 'abuse-report', complaint };
	const report = readDeliveryReport(mail, signs);
	if (report) return { ...base, ...kindOfReport(report), report };
	const notice = noticeIn(mail, signs);
	if (notice) return { ...base, kind: 'notification', ...notice };
	const answer = automaticAnswerIn(mail, signs);
	if (answer) return { ...base, ...answer, ...absenceOf(mail, answer, at) };
	const objection = objectionIn(mail.visibleText, ours, mail.subject);
	if (objection?.strength === 'certain')
		return { ...base, kind: 'objection', rule: 'objection-words', quote: objection.quote };
	const doubt = doubtOf(mail, objection);
	const proposed = proposedIn(mail, at, doubt);
	return {
		...base,
		kind: 'human',
		rule: 'written',
		...(doubt ? { doubt } : {}),
		...(proposed ? { proposed } : {}),
	};
}

function proposedIn(
	mail: ParsedMail,
	at: { receivedAt: Date; zone: string },
	doubt: Classification['doubt'],
): Classification['proposed'] {
	const backOn = doubt?.kind === 'absence' ? returnOf(mail, at).returnsOn : undefined;
	const laterOn = laterDateIn(mail.visibleText, at.receivedAt, at.zone)?.day;
	return backOn || laterOn ? { ...(backOn ? { backOn } : {}), ...(laterOn ? { laterOn } : {}) } : undefined;
}

/** What a machine says of no kind is an absence where it states a day back. */
function absenceOf(
	mail: ParsedMail,
	{ kind, rule }: AutomaticAnswer,
	at: { receivedAt: Date; zone: string },
): Partial<Pick<Classification, 'kind' | 'rule' | 'quote' | 'returnsOn'>> {
	if (kind === 'absence') return returnOf(mail, at);
	if (rule === 'written-elsewhere') {
		const found = returnOf(mail, at);
		return found.returnsOn ? { kind: 'absence', rule: 'absence-words', ...found } : {};
	}
	if (rule !== 'automatic' && kind !== 'acknowledgement') return {};
	const found = returnOf(mail, at);
	const isBack = sentencesIn(found.quote ?? '').some(speaksOfAbsence);
	return isBack ? { kind: 'absence', rule: 'absence-words', ...found } : {};
}

function returnOf(
	mail: ParsedMail,
	at: { receivedAt: Date; zone: string },
): Pick<Classification, 'quote' | 'returnsOn'> {
	return returnDateIn(`${mail.subject}\n\n${mail.visibleText || mail.text}`, at.receivedAt, at.zone) ?? {};
}

function doubtOf(mail: ParsedMail, objection: Objection | undefined): Classification['doubt'] {
	if (objection) return { kind: 'objection', quote: objection.quote };
	const quote = mayBeAutomatic(mail);
	return quote === undefined ? undefined : { kind: 'absence', quote };
}
