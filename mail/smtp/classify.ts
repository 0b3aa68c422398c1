import { ConnectError, connectCodeOf } from '#platform/network/connect-error.ts';
import type { ConnectCode } from '#platform/network/connect-error.ts';
import { readRefusal } from './read-refusal.ts';
import type { Refusal } from './read-refusal.ts';
import type { FaultCode, Matter, DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { SaidInWords } from './words-of-refusals.ts';

/** Where in the conversation a reply or a loss came. `data` is the reply to DATA, `dot` the one to the final dot. */
export type SmtpStage = 'connect' | 'login' | 'mail' | 'rcpt' | 'data' | 'dot';

/**
 * What a refusing reply settles. `rejected`: this mail will never be taken. `deferred`: it was not taken and
 * may be tried again. `accepted`: the server says that it already holds it.
 */
export interface ReplyVerdict {
	readonly verdict: 'accepted' | 'rejected' | 'deferred';
	readonly fault: DeliveryFault;
	readonly evidence: Evidence;
}

/** What decided, without anybody's address: the words, an enhanced status, a reply code, the stage; `nothing` was recognised. */
export interface Evidence {
	readonly by: 'words' | 'status' | 'reply-code' | 'stage' | 'nothing';
	readonly value: string;
}

type Judgement = readonly [ReplyVerdict['verdict'], FaultCode, Matter];

/** What words settle, for good or for now. */
const BY_WORDS: Readonly<Record<SaidInWords, Judgement>> = {
	'our-pace': ['deferred', 'too-fast', 'mailbox'],
	'our-limit': ['deferred', 'provider-limit', 'mailbox'],
	'our-account': ['deferred', 'sender-refused', 'mailbox'],
	'our-address': ['deferred', 'sender-refused', 'mailbox'],
	restricted: ['rejected', 'policy-refused', 'recipient'],
	authentication: ['deferred', 'auth-refused', 'mailbox'],
	'too-large': ['rejected', 'message-too-large', 'message'],
	full: ['deferred', 'recipient-full', 'recipient'],
	'receives-too-much': ['deferred', 'recipient-later', 'recipient'],
	reputation: ['deferred', 'policy-refused', 'mailbox'],
	loop: ['deferred', 'server-later', 'server'],
	content: ['rejected', 'content-refused', 'message'],
	spam: ['rejected', 'policy-refused', 'message'],
	policy: ['rejected', 'policy-refused', 'message'],
	nobody: ['rejected', 'recipient-unknown', 'recipient'],
	blocked: ['deferred', 'policy-refused', 'mailbox'],
	later: ['deferred', 'server-later', 'server'],
};

/** What a 4xx says in words as clearly as a 5xx does. */
const ALSO_FOR_NOW: ReadonlySet<SaidInWords> = new Set([
	'our-pace',
	'our-limit',
	'our-account',
	'our-address',
	'full',
	'reputation',
]);

/** What words at MAIL FROM say that is no matter of the sender's address. */
const SAID_BEFORE_RECIPIENTS: ReadonlySet<SaidInWords> = new Set([
	'our-pace',
	'our-limit',
	'authentication',
	'too-large',
]);

/** What words say more surely than a status that names no address. */
const NOT_BY_STATUS: ReadonlySet<SaidInWords> = new Set(['nobody', 'blocked', 'later']);

/** A status that says whose matter it is, whatever the words are. */
const OURS_BY_STATUS: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
	...['5.4.5', '5.7.232', '5.7.233', '4.7.232', '4.7.233', '4.5.127'].map(
		(status) => [status, ['deferred', 'provider-limit', 'mailbox']] as const,
	),
	...['5.1.7', '5.1.8', '5.7.60', '5.2.252'].map(
		(status) => [status, ['deferred', 'sender-refused', 'mailbox']] as const,
	),
	...['5.3.4', '5.2.3'].map((status) => [status, ['rejected', 'message-too-large', 'message']] as const),
]);
const FULL_STATUS = /^[45]\.2\.2$/;
const DEAD_STATUS = /^5\.(?:1\.(?:0|1|2|3|6|10)|2\.1|4\.4|4\.310)$/;
/** Reply codes that mean an address that takes no mail (RFC 5321, RFC 7504). */
const DEAD_CODES: ReadonlySet<number> = new Set([551, 556]);

/**
 * Judges a 4xx or 5xx reply. Asked first is whose matter it is, by words and by the statuses that say so; what names the
 * recipient comes after that, for a server that refuses us may do so under the code of an unknown address (5.7-4,
 * docs/design/reply-detection.md#classes, docs/design/outgoing-mail.md#refusals).
 *
 * A refusal that concerns the sender's account or server, and one that nothing is recognised in, is `deferred` whatever its
 * code: it must never end an engagement. A 5xx "mailbox full" is `deferred` too: nothing was taken, and it passes.
 *
 * @param reply The server's words as received, several lines included.
 */
export function classifyReply(reply: string, stage: SmtpStage): ReplyVerdict {
	const refusal = readRefusal(reply);
	const { replyCode, status } = refusal;
	const [[verdict, code, matter], evidence] = /DuplicateDelivery/i.test(reply)
		? ([['accepted', 'already-accepted', 'message'], { by: 'words', value: 'duplicatedelivery' }] as const)
		: judge(refusal, stage);
	return {
		verdict,
		fault: { code, matter, ...(replyCode ? { replyCode } : {}), ...(status ? { status } : {}) },
		evidence,
	};
}

type Judged = readonly [Judgement, Evidence];

function judge(refusal: Refusal, stage: SmtpStage): Judged {
	const { replyCode, status, says, quote } = refusal;
	const permanent = replyCode >= 500 && replyCode !== 503;
	const byStage = (judgement: Judgement): Judged => [judgement, { by: 'stage', value: stage }];
	if (stage === 'login')
		return byStage(['deferred', permanent && says !== 'our-pace' ? 'auth-refused' : 'auth-later', 'mailbox']);
	if (stage === 'connect' && says === 'our-pace')
		return [BY_WORDS['our-pace'], { by: 'words', value: quote! }];
	if (stage === 'connect')
		return byStage(
			permanent ? ['deferred', 'session-refused', 'mailbox'] : ['deferred', 'server-later', 'server'],
		);
	const ours = status ? OURS_BY_STATUS.get(status) : undefined;
	if (ours) return [ours, { by: 'status', value: status! }];
	if (replyCode === 530) return [BY_WORDS.authentication, { by: 'reply-code', value: '530' }];
	// What is refused for good has not come too fast: it is over a limit.
	const said = says === 'our-pace' && permanent ? 'our-limit' : says;
	const decided =
		said && !NOT_BY_STATUS.has(said) && (permanent || ALSO_FOR_NOW.has(said)) ? said : undefined;
	const byWords = (said: SaidInWords): Judged => [BY_WORDS[said], { by: 'words', value: quote! }];
	if (stage === 'mail') {
		if (decided && SAID_BEFORE_RECIPIENTS.has(decided)) return byWords(decided);
		return byStage(permanent ? BY_WORDS['our-address'] : ['deferred', 'server-later', 'server']);
	}
	if (status && FULL_STATUS.test(status) && decided !== 'our-limit' && decided !== 'our-pace')
		return [BY_WORDS.full, { by: 'status', value: status }];
	if (decided) return byWords(decided);
	return permanent ? judgePermanent(refusal) : judgeTemporary(refusal);
}

function judgePermanent({
	replyCode,
	status,
	says,
	quote,
	forNow,
	clearlyNobody,
	anotherMatter,
}: Refusal): Judged {
	const byStatus = (judgement: Judgement): Judged => [judgement, { by: 'status', value: status! }];
	const byWords = (judgement: Judgement): Judged => [judgement, { by: 'words', value: quote! }];
	if (status?.startsWith('5.6.')) return byStatus(BY_WORDS.content);
	if (says === 'nobody' && forNow) return byWords(['deferred', 'recipient-later', 'recipient']);
	if (says === 'nobody' && (clearlyNobody || !status?.startsWith('5.7.'))) return byWords(BY_WORDS.nobody);
	if (status?.startsWith('4.')) return byStatus(BY_WORDS.later);
	if (status && DEAD_STATUS.test(status) && !says && !forNow && !anotherMatter)
		return byStatus(BY_WORDS.nobody);
	if (DEAD_CODES.has(replyCode)) return [BY_WORDS.nobody, { by: 'reply-code', value: String(replyCode) }];
	// Whom an unknown rule of the other side is against is not said: never the end of a run (5.7-4).
	if (status?.startsWith('5.7.')) return byStatus(BY_WORDS.blocked);
	if (says === 'blocked' || says === 'later') return byWords(BY_WORDS[says]);
	if (status && /^5\.4\.(?:6|7|14|300)$/.test(status)) return byStatus(BY_WORDS.later);
	if (status?.startsWith('5.5.')) return byStatus(['deferred', 'protocol', 'server']);
	if ([500, 501, 502, 504].includes(replyCode))
		return [['deferred', 'protocol', 'server'], { by: 'reply-code', value: String(replyCode) }];
	return [['deferred', 'refused', 'server'], NOTHING];
}

const NOTHING: Evidence = { by: 'nothing', value: '' };

function judgeTemporary({ replyCode, status, says, quote }: Refusal): Judged {
	const by: Evidence = status
		? { by: 'status', value: status }
		: replyCode
			? { by: 'reply-code', value: String(replyCode) }
			: NOTHING;
	if (replyCode === 503) return [['deferred', 'protocol', 'server'], by];
	if (says === 'later' && /gr[ea]y-?list|postgrey|again|temporar/.test(quote!))
		return [['deferred', 'greylisted', 'recipient'], { by: 'words', value: quote! }];
	if (replyCode === 421 || replyCode === 454 || status?.startsWith('4.3.') || status?.startsWith('4.4.'))
		return [['deferred', 'server-later', 'server'], by];
	if ((replyCode === 450 || replyCode === 451) && status === '4.7.1')
		return [['deferred', 'greylisted', 'recipient'], by];
	return [['deferred', 'recipient-later', 'recipient'], by];
}

/** Settings that a person must correct; waiting does not help. */
const SETTINGS: ReadonlySet<ConnectCode> = new Set([
	'host-invalid',
	'host-refused',
	'host-not-sandbox',
	'dns-unknown',
	'tls-certificate',
	'tls-version',
	'tls-not-spoken',
]);

/**
 * Names a loss without a reply: the guarded connect's error, or nodemailer's with its `code` and `originalCode`.
 * All of them are a matter of the sender's server or of the mailbox's settings.
 */
export function classifyLoss(error: unknown): DeliveryFault {
	if (error instanceof ConnectError) return connectFault(error.code);
	const { code, originalCode } = (error ?? {}) as { code?: string; originalCode?: string };
	if (code === 'ESOCKET' || code === 'ETLS' || code === 'EDNS') {
		if (code === 'ESOCKET' && originalCode === 'ECONNRESET')
			return { code: 'connection-lost', matter: 'server' };
		return connectFault(connectCodeOf(originalCode, code === 'EDNS' ? 'dns' : 'tls'));
	}
	if (code === 'ETIMEDOUT') return { code: 'server-silent', matter: 'server' };
	if (code === 'EAUTH') return { code: 'auth-unsupported', matter: 'mailbox' };
	if (code === 'EPROTOCOL') return { code: 'protocol', matter: 'server' };
	return { code: 'connection-lost', matter: 'server' };
}

function connectFault(code: ConnectCode): DeliveryFault {
	return { code, matter: SETTINGS.has(code) ? 'mailbox' : 'server' };
}

/**
 * A server's words without anybody's address, for the timeline and for support: one line of at most 300 characters.
 */
export function withoutAddresses(reply: string): string {
	return reply
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.replace(/[^\s<>()[\]"',;:]+/g, (word) => (/[^@]@[^@]/.test(word) ? '…' : word))
		.trim()
		.slice(0, 300);
}
