import { classifyReply } from '#mail/smtp/classify.ts';
import type { Evidence, ReplyVerdict, SmtpStage } from '#mail/smtp/classify.ts';
import { statusIn } from '#mail/smtp/read-refusal.ts';
import type { FaultCode, Matter } from '#mail/delivery/delivery-fault.ts';
import { STAGES } from './words-of-systems.ts';

/**
 * - `dead`: the address does not exist, nothing will ever reach it.
 * - `refused`: this mail will never be taken, for its content or by a rule of the receiving side.
 * - `passing`: a full mailbox, a delay, a matter of the sender's own account or server, or nothing that was recognised: says
 *   nothing for good.
 */
export type ReportedFate = 'dead' | 'refused' | 'passing';

/** What a report's words come to. */
export interface Judged {
	readonly fate: ReportedFate;
	readonly matter: Matter;
	/** Undefined where nothing was recognised. */
	readonly code: FaultCode | undefined;
	readonly status: string | undefined;
	/** What decided, without an address. */
	readonly evidence: ReportEvidence;
}

/** What decided: where it stands in the report, and what it says. */
export interface ReportEvidence extends Omit<Evidence, 'by'> {
	readonly by: Evidence['by'] | 'action';
	readonly field: 'action' | 'status' | 'diagnostic-code' | 'text' | 'none';
}

/** What a report says of one recipient. */
export interface Reported {
	readonly action: string;
	/** The field `Status`. */
	readonly status?: string | undefined;
	/** The field `Diagnostic-Code`, without its type. */
	readonly diagnostic?: string | undefined;
	/** What the text says of this recipient. */
	readonly words: string;
}

const REFUSALS: ReadonlySet<FaultCode> = new Set(['policy-refused', 'content-refused', 'message-too-large']);
const ANSWERS_AT_MOST = 10;
const ANSWER_AT_MOST = 600;
/** How far before an answer its stage may be named. */
const BEFORE_ANSWER = 200;
const WORDS_AT_MOST = 20_000;
const STAGES_AT_MOST = 1_000;

/**
 * Judges what a report says of a recipient, with the same table as the answers to our own conversation. The diagnostic comes
 * before the text, its enhanced status before a general `Status` (5.7-3, 5.7-4). Unknown is `passing`.
 */
export function judgeReported({ action, status, diagnostic, words }: Reported): Judged {
	const stated = status !== undefined && !isGeneral(status) ? status : undefined;
	const text = inOneLine(words);
	// Postfix tells the stage in its text alone.
	const stage = stagesIn(text).at(-1)?.stage ?? 'rcpt';
	const read = [
		...(diagnostic ? answersIn(diagnostic, { status: stated, stage, field: 'diagnostic-code' }) : []),
		...answersIn(text, { status: stated, stage, field: 'text' }).filter(
			({ isSpoken }) => isSpoken || !stated,
		),
	];
	const known = read.find(decides) ?? read.find(({ evidence }) => evidence.by !== 'nothing');
	const found =
		known ?? (stated && read.length === 0 ? answerOf(`${stated[0]}50 ${stated}`, stage, 'status') : read[0]);
	const spoken = found?.fault.status ?? status;
	if (action !== 'failed')
		return {
			fate: 'passing',
			matter: found?.fault.matter ?? 'recipient',
			code: found?.fault.code,
			status: status ?? spoken,
			evidence: { field: 'action', by: 'action', value: action },
		};
	const nothing: ReportEvidence = { field: 'none', by: 'nothing', value: '' };
	if (!found)
		return { fate: 'passing', matter: 'server', code: undefined, status: spoken, evidence: nothing };
	const { matter, code } = found.fault;
	return { fate: fateOf(found), matter, code, status: spoken, evidence: found.evidence };
}

/** sendmail says « 554 Service unavailable » after any failure of a local delivery: the words around it say which. */
function decides({ evidence, fault }: Answer): boolean {
	if (evidence.by === 'nothing') return false;
	return !(
		(fault.replyCode ?? 0) >= 500 && /^service (?:is )?(?:currently )?unavailable/.test(evidence.value)
	);
}

function fateOf({ verdict, fault }: Pick<ReplyVerdict, 'verdict' | 'fault'>): ReportedFate {
	if (verdict !== 'rejected') return 'passing';
	if (fault.code === 'recipient-unknown') return 'dead';
	return REFUSALS.has(fault.code) ? 'refused' : 'passing';
}

interface Answer extends Omit<ReplyVerdict, 'evidence'> {
	/** A server said it, code first. */
	readonly isSpoken: boolean;
	readonly evidence: ReportEvidence;
}

function answerOf(reply: string, stage: SmtpStage, field: ReportEvidence['field'], isSpoken = false): Answer {
	const { evidence, ...said } = classifyReply(reply, stage);
	const isByStatus = evidence.by === 'status' && field === 'diagnostic-code' && !isSpoken;
	return {
		...said,
		isSpoken,
		evidence: { ...evidence, field: evidence.by === 'nothing' ? 'none' : isByStatus ? 'status' : field },
	};
}

/** What holds where an answer does not say it itself. */
interface Around {
	readonly status: string | undefined;
	readonly stage: SmtpStage;
	readonly field: ReportEvidence['field'];
}

/** Servers' answers that a text quotes, in its order; all of it as one after them. */
function answersIn(text: string, { status, stage, field }: Around): Answer[] {
	const flat = inOneLine(text);
	if (flat === '') return [];
	const stages = stagesIn(flat);
	const spoken = [...flat.matchAll(ANSWER)].slice(0, ANSWERS_AT_MOST).map(({ index }) => {
		const before = stages.findLast(({ at }) => at <= index && at > index - BEFORE_ANSWER);
		const after = stages.find(({ at }) => at > index && at < index + ANSWER_AT_MOST);
		const answer = withStatus(flat.slice(index, index + ANSWER_AT_MOST), status);
		return answerOf(answer, before?.stage ?? after?.stage ?? stage, field, true);
	});
	const own = statusIn(flat) ?? status;
	const whole = `${own?.startsWith('4.') ? '450' : '550'} ${own ?? ''} ${flat}`;
	return [...spoken, answerOf(whole, stages.at(-1)?.stage ?? stage, field)];
}

const inOneLine = (text: string) => text.slice(0, WORDS_AT_MOST).replace(/\s+/g, ' ').trim();

/** A reply code with words after it, and no date or time. */
const ANSWER = /(?<![\w.@_-])[45]\d\d(?=[ :-]{1,3}\S)(?![ -]\d{1,2}[./:-]\d)/g;

/** The field `Status` counts where the answer names none of its own. */
function withStatus(answer: string, status: string | undefined): string {
	return status && !statusIn(answer) ? answer.replace(/^(\d{3})[ :-]{1,3}/, `$1 ${status} `) : answer;
}

/** The stages that a text names, in its order, with their places. */
function stagesIn(text: string): { readonly stage: SmtpStage; readonly at: number }[] {
	const words = text.toLowerCase();
	return STAGES.flatMap(([stage, named]) =>
		[...words.matchAll(named)].map(({ index }) => ({ stage, at: index })),
	)
		.toSorted((one, other) => one.at - other.at)
		.slice(0, STAGES_AT_MOST);
}

/** `5.0.0`, `4.0.0` and every `x.y.0` but `5.1.0`: says nothing of its own. */
const isGeneral = (status: string) => /^[245]\.(?:[02-9]\.0$|0\.)/.test(status);
