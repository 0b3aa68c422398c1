import { machineSignsOf } from './machine-signs.ts';
import { objectionIn } from './objection.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { plainWords, sentencesOf } from './plain-words.ts';
import { readDeliveryReport } from './delivery-report.ts';
import type { DeliveryReport } from './delivery-report.ts';
import { returnDateIn } from './return-date.ts';

/** What a mail is, before anybody asks whom it concerns. */
export type MailKind =
	'human' | 'objection' | 'absence' | 'acknowledgement' | 'bounce-hard' | 'bounce-soft' | 'notification';

/** A mail's kind with what it rests on. No address stands in it. */
export interface Classification {
	readonly kind: MailKind;
	/** The rule that decided: `delivery-report`, `delivery-refused`, `absence-words`, `objection-words`, `complaint`, … */
	readonly rule: string;
	/** Header fields that say that a machine wrote it. */
	readonly headers: readonly string[];
	/** The sentence that decided. */
	readonly quote?: string;
	/** First day back, `YYYY-MM-DD`. */
	readonly returnsOn?: string;
	/** RFC 3463 status of a bounce. */
	readonly status?: string;
	/** Sent to many: not a reply by its sender alone. */
	readonly bulk: boolean;
	readonly report?: DeliveryReport;
}

/** Subjects that only absence responders write; « Re: » before them means that a person answered one. */
const ABSENCE_SUBJECT =
	/^(?:auto(?:matic|matique)?[ -]?(?:reply|response)|reponse (?:automatique|d'absence)|out of (?:the )?office|ooo\b|absen(?:t|te|ce)\b|message d'absence|(?:notification|avis) d'absence|je suis absente?|en conges?\b|on (?:vacation|leave|holiday)|automatische antwort|abwesenheit|fuera de (?:la )?oficina|respuesta automatica|risposta automatica|fuori sede|automatisch antwoord|afwezig)/;
const ABSENCE_WORDS =
	/\b(?:je (?:suis|serai)|nous (?:sommes|serons)|actuellement|bureaux?|etablissement)\b.{0,60}\b(?:absente?s?|en conges?|en vacances|en deplacement|en formation|indisponibles?|hors du bureau|fermee?s?|en arret)\b|\bde retour\b|\babsente?s? (?:du|jusqu|le|de mon bureau)|\ben mon absence\b|\bout of (?:the )?office\b|\b(?:i am|i'm|i will be|i'll be|currently)\b.{0,40}\b(?:away|on leave|on (?:annual |parental |maternity )?(?:leave|holiday|vacation)|travell?ing|unavailable)\b|\bback (?:in the office|on)\b|\bin my absence\b|\b(?:mon|notre) retour\b|\b(?:on|upon|after|until) (?:my|our) return\b/;
const LEFT_WORDS =
	/\bne (?:fait|fais) plus partie\b|\b(?:a|ai|avons) quitte (?:la societe|l'entreprise|notre (?:societe|entreprise)|ses fonctions|mes fonctions)|\bne travaille plus\b|\bn'est plus (?:en poste|dans (?:la societe|l'entreprise)|joignable a cette adresse)|\b(?:no longer|not) (?:works?|working|employed|with (?:the company|us)|part of)\b|\b(?:has|have) left (?:the company|the organi[sz]ation|us)\b|\bnicht mehr im unternehmen\b|\bya no trabaja\b/;
const CHALLENGE_WORDS =
	/\bconfirmez votre (?:envoi|message|adresse|identite)|\bmail ?in ?black\b|\bvotre message est en attente\b|\bconfirm (?:your|that you are) .{0,30}(?:message|sender|human|identity)|\bmessage (?:is )?(?:waiting|on hold|pending) .{0,40}(?:confirm|verif)/;
const ACKNOWLEDGEMENT_WORDS =
	/\bbien recu (?:votre|ton)\b|\baccus\w* (?:de )?reception\b|\bvotre (?:message|demande|mail|courriel|ticket) (?:a (?:bien )?ete (?:enregistree?|recue?|prise? en compte)|est enregistree?)|\bsous le numero\b|\bnumero de (?:ticket|demande|dossier)\b|\b(?:we have |we've )?received your (?:message|request|e-?mail|enquiry|inquiry)\b|\bticket (?:number|#|id)|\b(?:request|case) (?:number|#|id)\b|\bthank you for (?:contacting|your (?:message|e-?mail|enquiry))/;
const SAYS_AUTOMATIC =
	/\b(?:message|mail|e-?mail|courriel|reponse) (?:est )?(?:automatique|genere automatiquement|envoye automatiquement)\b|\bne pas repondre (?:a ce|directement)|\bautomatic(?:ally)? (?:generated|sent|message|reply|response)\b|\bdo not reply to this\b/;

/**
 * Says what a mail is: a mail system's report first (reports carry Auto-Submitted too), then what machines answer, then
 * what a person wrote (docs/design/reply-detection.md#reports, docs/design/reply-detection.md#automatic-answers; 5.2-1,
 * 5.2-20, 5.6-8). Whom it concerns is another question.
 *
 * Failures in words, complaints, challenges, people who left: recognised so that they are nothing else, and read no further.
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
	const base = { headers: signs.headers, bulk: signs.bulk };
	const report = readDeliveryReport(mail);
	if (report) return { ...base, ...kindOfReport(report), report };
	const reportType = mail.machineParts.map(({ type }) => type);
	if (reportType.some((type) => type.endsWith('feedback-report')))
		return { ...base, kind: 'notification', rule: 'complaint' };
	if (reportType.some((type) => type.endsWith('disposition-notification')))
		return { ...base, kind: 'notification', rule: 'read-receipt' };
	if (mail.calendarMethod && mail.calendarMethod !== 'REQUEST')
		return { ...base, kind: 'notification', rule: 'calendar' };

	const subject = plainWords(mail.subject).trim();
	const words = plainWords(mail.visibleText || mail.text).slice(0, 8_000);
	const absent = ABSENCE_SUBJECT.test(subject);
	if (signs.automatic || absent || (SAYS_AUTOMATIC.test(words) && !/^(?:re|tr|fwd?) ?:/.test(subject))) {
		const machine = kindOfMachine(mail, at, { subject, words, absent, automatic: signs.automatic });
		if (machine) return { ...base, ...machine };
	}
	if (CHALLENGE_WORDS.test(subject)) return { ...base, kind: 'notification', rule: 'challenge' };
	const quote = objectionIn(mail.visibleText, ours);
	return quote
		? { ...base, kind: 'objection', rule: 'objection-words', quote }
		: { ...base, kind: 'human', rule: 'written' };
}

function kindOfReport({ recipients }: DeliveryReport): Pick<Classification, 'kind' | 'rule' | 'status'> {
	const failed = recipients.filter(({ action }) => action === 'failed');
	const status = (failed[0] ?? recipients[0])?.status;
	const said = { rule: 'delivery-report', ...(status ? { status } : {}) };
	// One dead address behind a list that reached the others does not make the list's address dead, nor its mail refused.
	const reached = recipients.some(({ action }) => ['delivered', 'relayed', 'expanded'].includes(action));
	if (failed.length > 0 && !reached) {
		if (failed.every(({ fate }) => fate === 'dead')) return { ...said, kind: 'bounce-hard' };
		if (failed.every(({ fate }) => fate !== 'passing'))
			return { ...said, kind: 'bounce-soft', rule: 'delivery-refused' };
	}
	if (failed.length > 0 || recipients.some(({ action }) => action === 'delayed'))
		return { ...said, kind: 'bounce-soft' };
	return { ...said, kind: 'notification' };
}

function kindOfMachine(
	mail: ParsedMail,
	at: { receivedAt: Date; zone: string },
	seen: { subject: string; words: string; absent: boolean; automatic: boolean },
): Omit<Classification, 'headers' | 'bulk'> | undefined {
	const all = `${seen.subject}\n${seen.words}`;
	if (LEFT_WORDS.test(seen.words)) return { kind: 'notification', rule: 'left-company' };
	if (CHALLENGE_WORDS.test(all)) return { kind: 'notification', rule: 'challenge' };
	const away = ABSENCE_WORDS.test(seen.words);
	const acknowledges = ACKNOWLEDGEMENT_WORDS.test(all);
	if (away || (seen.absent && !acknowledges)) {
		const back = returnDateIn(`${mail.subject}\n\n${mail.visibleText || mail.text}`, at.receivedAt, at.zone);
		const quote = back?.quote ?? awaySentence(mail) ?? mail.subject;
		return {
			kind: 'absence',
			rule: away ? 'absence-words' : 'absence-subject',
			quote,
			...(back ? { returnsOn: back.returnsOn } : {}),
		};
	}
	if (acknowledges) return { kind: 'acknowledgement', rule: 'acknowledgement-words' };
	return seen.automatic ? { kind: 'notification', rule: 'automatic' } : undefined;
}

function awaySentence(mail: ParsedMail): string | undefined {
	return sentencesOf(mail.visibleText || mail.text)
		.find((sentence) => ABSENCE_WORDS.test(plainWords(sentence)))
		?.slice(0, 160);
}
