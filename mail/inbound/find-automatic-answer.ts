import {
	ABSENCE_SUBJECT,
	ABSENCE_SUBJECT_OF_OURS,
	ABSENCE_WORDS,
	ACKNOWLEDGEMENT_SUBJECT,
	ACKNOWLEDGEMENT_WORDS,
	ADDRESS_GIVEN_UP,
	ANSWERED_LATER,
	CHALLENGE_ASKS,
	CHALLENGE_HOLDS,
	CHALLENGE_PURPOSE,
	CHALLENGE_SUBJECT,
	LEFT_IN_OTHER_WORDS,
	LEFT_WORDS,
	NOBODY,
	NO_MORE,
	NOTES_SUBJECT,
	NUMBERED,
	PROGRAM_SUBJECT,
	PROGRAM_SUBJECT_OF_SOMEBODY,
	RESPONDER_WORDS,
	SERVICE_DESK,
	THANKS,
	TICKET_LINE,
	TICKET_OPENED,
	TICKET_SUBJECT,
	TICKET_WORDS,
	URGENT,
	WRITE_ELSEWHERE,
} from './automatic-words.ts';
import type { MachineSigns } from './machine-signs.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { plainWords, sentencesOf } from './plain-words.ts';
import { saysAutomatic } from './says-automatic.ts';

/** An answer that a machine gave by itself, and what shows it. */
export interface AutomaticAnswer {
	readonly kind: 'absence' | 'acknowledgement' | 'notification';
	readonly rule:
		| 'absence-words'
		| 'absence-subject'
		| 'acknowledgement-words'
		| 'left-company'
		| 'address-given-up'
		| 'written-elsewhere'
		| 'challenge'
		| 'automatic';
	/** The sentence that says it, or the subject. */
	readonly quote?: string;
	/** Fields that hint at it, where they decided with the words. */
	readonly headers?: readonly string[];
}

/** A person goes on with the conversation: asks, proposes, wants to be called. */
const GOES_ON =
	/\?(?:\s|$)|\b(?:rappelez|appelez)-(?:moi|nous) (?:lundi|mardi|mercredi|jeudi|vendredi|plutot|vers|demain|apres)|\b(?:rappelez|appelez)-moi\b|\bvolontiers\b|\bavec plaisir\b|\bparlons\b|\bon se (?:voit|parle|rappelle)\b|\bcall me on my\b|\blet's\b|\bpropose[zr]?\b|\bd'accord pour\b|\binteressee?s?\b|\bmerci pour (?:votre|ton) (?:proposition|offre|devis)\b|\bnous voulons\b(?! (?:vous|confirmer))|\bwe (?:want|would like)\b(?! to (?:acknowledge|confirm|inform|thank|let you know|assure|remind|apologi[sz]e|notify))|\bworks (?:better|for me|fine)\b|\b(?:reportons|decal\w+|voyons-nous)\b|\blet me know\b|\bpar exemple\b|\b(?:so|then|donc|plutot|sinon|alors) (?:on )?(?:lundi|mardi|mercredi|jeudi|vendredi|monday|tuesday|wednesday|thursday|friday|je vous rappelle)\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi),? (?:alors|plutot)\b/;
const THANKS_ANYWHERE = new RegExp(THANKS.source, 'g');
const REPLIED = /^\W{0,2}(?:re|aw|sv|antw|rif|r|tr|fw|fwd|wg) ?:/;

/** What the parts of an answer say, read once. */
interface Seen {
	readonly subject: string;
	readonly words: string;
	readonly all: string;
	readonly isAway: boolean;
	readonly acknowledges: boolean;
	readonly goesOn: boolean;
	/** A gateway asks for an act and holds the mail. */
	readonly holdsForAnAct: boolean;
}

/**
 * Reads an automatic answer: by header, then by subjects that only programs write, then by words that say so, then by hints
 * of the header with words that say the same (docs/design/reply-detection.md#automatic-answers). A hint alone, or words of
 * absence alone, are a person's.
 */
export function automaticAnswerIn(mail: ParsedMail, signs: MachineSigns): AutomaticAnswer | undefined {
	const text = (mail.visibleText || mail.text).slice(0, 8_000);
	const subject = plainWords(mail.subject).trim();
	const words = plainWords(text);
	const all = `${subject}\n${words}`;
	const seen: Seen = {
		subject,
		words,
		all,
		isAway: ABSENCE_WORDS.some((pattern) => pattern.test(words)),
		holdsForAnAct: CHALLENGE_HOLDS.test(words) && asksForAnAct(text),
		acknowledges: ACKNOWLEDGEMENT_WORDS.test(all),
		goesOn: GOES_ON.test(words.replace(/https?:\/\/\S+/g, ' ')),
	};
	const sentence = saysAutomatic(text);
	const isProgram =
		PROGRAM_SUBJECT.test(subject) ||
		NOTES_SUBJECT.test(mail.subject.trim()) ||
		(PROGRAM_SUBJECT_OF_SOMEBODY.test(subject) && !seen.goesOn);
	const isAbsence = isAbsenceOfItself(seen);
	if (!isProgram && isPostmaster(mail, signs, seen)) return undefined;
	if (signs.automatic || isProgram || isAbsence || sentence) {
		const isNamed = signs.automatic && ABSENCE_SUBJECT.test(subject);
		const kind = kindOf(mail, seen, isProgram || isAbsence || isNamed);
		return kind.quote || signs.automatic ? kind : { ...kind, quote: sentence ?? mail.subject };
	}
	if (isChallenge(seen)) return { kind: 'notification', rule: 'challenge', quote: mail.subject };
	if (isTicket(mail, seen, signs))
		return {
			kind: 'acknowledgement',
			rule: 'acknowledgement-words',
			quote: sentenceWith(text, [TICKET_WORDS, ACKNOWLEDGEMENT_WORDS]) ?? mail.subject,
		};
	return isHinted(seen, signs)
		? { quote: mail.subject, ...kindOf(mail, seen, false), headers: signs.headers }
		: undefined;
}

/**
 * The sentence of a mail that may be an automatic answer although nothing proves it: somebody asks a person (5.7-1).
 */
export function mayBeAutomatic(mail: ParsedMail): string | undefined {
	const words = plainWords(mail.visibleText.slice(0, 8_000));
	if (GOES_ON.test(words) || !RESPONDER_WORDS.test(words)) return undefined;
	return sentenceWith(mail.visibleText, ABSENCE_WORDS);
}

/** Who keeps a domain's mail also writes under that name: an answer, signed with a name, that goes on with the conversation. */
function isPostmaster({ from }: ParsedMail, signs: MachineSigns, { subject, goesOn }: Seen): boolean {
	if (!from || signs.headers.some((name) => name !== 'from') || !from.address.startsWith('postmaster@'))
		return false;
	return goesOn && REPLIED.test(subject) && /^\p{Lu}\p{Ll}+ \p{Lu}/u.test(from.name);
}

function isAbsenceOfItself({ subject, words, isAway, goesOn }: Seen): boolean {
	if (goesOn) return false;
	// Away, and what will become of the message: nobody begins a mail so but a program.
	if (isAway && !REPLIED.test(subject) && RESPONDER_WORDS.test(words)) return true;
	return ABSENCE_SUBJECT_OF_OURS.test(subject) || (ABSENCE_SUBJECT.test(subject) && isAway);
}

function isChallenge({ subject, words, goesOn, holdsForAnAct }: Seen): boolean {
	if (goesOn && !CHALLENGE_HOLDS.test(words)) return false;
	if (CHALLENGE_SUBJECT.test(subject) && !REPLIED.test(subject)) return true;
	return holdsForAnAct;
}

function asksForAnAct(text: string): boolean {
	return sentencesOf(text).some((sentence) => {
		const words = plainWords(sentence);
		return CHALLENGE_ASKS.test(words) && CHALLENGE_PURPOSE.test(words);
	});
}

function isTicket(
	mail: ParsedMail,
	{ subject, words, acknowledges, goesOn }: Seen,
	signs: MachineSigns,
): boolean {
	if (goesOn) return false;
	const sender = mail.from?.address ?? '';
	const isDesk =
		NOBODY.test(sender) ||
		SERVICE_DESK.test(sender) ||
		TICKET_LINE.test(mail.text) ||
		signs.headers.length > 0;
	const isNumbered = TICKET_SUBJECT.test(subject) || /\d{4,}/.test(words);
	if (ACKNOWLEDGEMENT_SUBJECT.test(subject) && ANSWERED_LATER.test(words)) return true;
	if (TICKET_OPENED.test(subject) && isDesk) return true;
	if (TICKET_WORDS.test(words)) return isDesk || isNumbered;
	return (
		acknowledges &&
		(NOBODY.test(sender) || (isDesk && (TICKET_SUBJECT.test(subject) || NUMBERED.test(words))))
	);
}

function isHinted({ isAway, words, acknowledges, goesOn }: Seen, signs: MachineSigns): boolean {
	if (signs.headers.length === 0 || goesOn) return false;
	if (isAway && RESPONDER_WORDS.test(words)) return true;
	if (!signs.headers.includes('return-path')) return false;
	const isNoticeAlone = isAway && words.length < 40;
	return isNoticeAlone || (acknowledges && ANSWERED_LATER.test(words)) || saysLeft(words);
}

function kindOf(mail: ParsedMail, seen: Seen, bySubject: boolean): AutomaticAnswer {
	const text = mail.visibleText || mail.text;
	if (saysLeft(seen.words) && !(seen.isAway && tellsOfAnother(text)))
		return { kind: 'notification', rule: 'left-company' };
	if (ADDRESS_GIVEN_UP.test(seen.words) && !seen.isAway)
		return { kind: 'notification', rule: 'address-given-up' };
	if (CHALLENGE_SUBJECT.test(seen.all) || seen.holdsForAnAct)
		return { kind: 'notification', rule: 'challenge' };
	const isReceipt = ACKNOWLEDGEMENT_WORDS.test(seen.all.replace(THANKS_ANYWHERE, ' '));
	const thanks = seen.acknowledges || THANKS.test(seen.words);
	if (!seen.isAway && !isReceipt && isGone(mail, seen.words))
		return { kind: 'notification', rule: 'written-elsewhere' };
	// Thanks alone stand above absences too: a receipt says when it is answered.
	if (seen.isAway || (bySubject && !isReceipt && !(thanks && ANSWERED_LATER.test(seen.words)))) {
		const quote = sentenceWith(text, ABSENCE_WORDS) ?? mail.subject;
		return { kind: 'absence', rule: seen.isAway ? 'absence-words' : 'absence-subject', quote };
	}
	return thanks || TICKET_OPENED.test(seen.subject)
		? { kind: 'acknowledgement', rule: 'acknowledgement-words' }
		: { kind: 'notification', rule: 'automatic' };
}

const saysLeft = (words: string) => LEFT_WORDS.test(words) || LEFT_IN_OTHER_WORDS.test(words);

/** Something is over, or somebody else is to be written to, and not for what is urgent only. */
function isGone(mail: ParsedMail, words: string): boolean {
	if (NO_MORE.test(words)) return true;
	const named = words.match(/[^\s@<>:;,()]{1,64}@[^\s@<>;,()]{1,100}/g) ?? [];
	const isElsewhere = named.some((address) => !address.startsWith(mail.from?.address ?? ' '));
	return isElsewhere && WRITE_ELSEWHERE.test(words) && !URGENT.test(words);
}

/** Who is away says so first; that somebody else left, or that a box closes, comes behind it. */
function tellsOfAnother(text: string): boolean {
	const sentences = sentencesOf(text.slice(0, 8_000)).map(plainWords);
	const away = sentences.findIndex((sentence) => ABSENCE_WORDS.some((pattern) => pattern.test(sentence)));
	const left = sentences.findIndex(saysLeft);
	return away < left && !/\b(?:je|j'ai|i|i've|ich|yo|io|ik)\b/.test(sentences[left]!);
}

function sentenceWith(text: string, patterns: readonly RegExp[]): string | undefined {
	return sentencesOf(text.slice(0, 8_000))
		.find((sentence) => patterns.some((pattern) => pattern.test(plainWords(sentence))))
		?.slice(0, 160);
}
