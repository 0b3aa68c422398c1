import { ConnectError, connectCodeOf } from '#platform/network/connect-error.ts';
import type { ConnectCode } from '#platform/network/connect-error.ts';
import type { FaultCode, Matter, SmtpFault } from './smtp-fault.ts';

/** Where in the conversation a reply or a loss came. `data` is the reply to DATA, `dot` the one to the final dot. */
export type SmtpStage = 'connect' | 'login' | 'mail' | 'rcpt' | 'data' | 'dot';

/**
 * What a refusing reply settles. `rejected`: this mail will never be taken. `deferred`: it was not taken and
 * may be tried again. `accepted`: the server says that it already holds it.
 */
export interface ReplyVerdict {
	readonly verdict: 'accepted' | 'rejected' | 'deferred';
	readonly fault: SmtpFault;
}

const UNKNOWN_STATUS = new Set([
	'5.1.0',
	'5.1.1',
	'5.1.2',
	'5.1.3',
	'5.1.6',
	'5.1.10',
	'5.2.1',
	'5.4.4',
	'5.4.310',
]);
const SENDER_STATUS = new Set(['5.1.7', '5.1.8', '5.7.60', '5.2.252']);
const LIMIT_STATUS = new Set(['5.4.5', '5.7.232', '5.7.233', '4.7.232', '4.7.233', '4.5.127']);

/**
 * Texts are looked at only where codes say too little; French operators have numbers of their own
 * (docs/design/reply-detection.md#classes).
 */
const TEXT = {
	duplicate: /DuplicateDelivery/i,
	limit:
		/(sending|outgoing|daily|hourly|sender|submission)[\w ]{0,20}(limit|quota)|limit of \d+ messages|rate limit|too many (messages|e-?mails|concurrent|connections|logins)|thread limit|OFR[_\d]*_104|LPN\d*_104/i,
	sender:
		/SendAsDenied|not allowed to send as|sender address rejected: not owned|not owned by user|(OFR|LPN)[_\d]*_(403|405|415)/i,
	authentication: /authentication (is )?required|must authenticate|(OFR|LPN)[_\d]*_(305|402)/i,
	unknown:
		/(user|mailbox|recipient|address|account)[\w ]{0,20}(unknown|not found|does not exist|doesn't exist|unavailable|disabled)|(unknown|no such|invalid) (user|mailbox|recipient|address|account)|n.existe pas|inconnu|unbekannt|desconocido|Recipient address rejected: Access denied|(OFR|LPN)[_\d]*_?416/i,
	full: /(mailbox|bo[iî]te)[\w ]{0,20}(full|pleine)|over ?quota|quota exceeded|insufficient (system )?storage|(OFR|LPN)[_\d]*_?417/i,
	greylist: /gr[ea]y-?list|postgrey|try again in|temporarily deferred/i,
	policy:
		/spam|black-?list|block(ed|list)|policy|reputation|spamhaus|dmarc|\bspf\b|\bdkim\b|(OFR|LPN)[_\d]*_(506|517|630)/i,
	content: /virus|malware|attachment|content rejected/i,
	large: /too (large|big)|size (limit|exceed)|exceeds? (the )?(maximum|fixed)|LPN\d*_514/i,
} as const;

/**
 * Judges a 4xx or 5xx reply by its stage, its enhanced status, its code, and last by its text
 * (docs/design/reply-detection.md#classes, docs/design/outgoing-mail.md#refusals).
 *
 * A refusal that concerns the sender's account or server is `deferred` whatever its code: it must never end an
 * engagement. A 5xx "mailbox full" is `deferred` too: nothing was taken, and it passes.
 *
 * @param reply The server's words as received, several lines included.
 */
export function classifyReply(reply: string, stage: SmtpStage): ReplyVerdict {
	const replyCode = Number(/^\d{3}/.exec(reply)?.[0] ?? 0);
	const status = /^\d{3}[ -](?:\S* )??([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
	const permanent = replyCode >= 500 && replyCode !== 503;
	const say = (verdict: ReplyVerdict['verdict'], code: FaultCode, matter: Matter): ReplyVerdict => ({
		verdict,
		fault: { code, matter, ...(replyCode ? { replyCode } : {}), ...(status ? { status } : {}) },
	});

	if (TEXT.duplicate.test(reply)) return say('accepted', 'already-accepted', 'message');
	if (stage === 'login') {
		return permanent ? say('deferred', 'auth-refused', 'mailbox') : say('deferred', 'auth-later', 'mailbox');
	}
	if (stage === 'connect') {
		return permanent
			? say('deferred', 'session-refused', 'mailbox')
			: say('deferred', 'server-later', 'server');
	}
	if ((status && LIMIT_STATUS.has(status)) || (!status?.startsWith('5.1') && TEXT.limit.test(reply))) {
		return say('deferred', 'provider-limit', 'mailbox');
	}
	if (replyCode === 530 || (permanent && TEXT.authentication.test(reply))) {
		return say('deferred', 'auth-refused', 'mailbox');
	}
	if (permanent && (status === '5.3.4' || status === '5.2.3' || TEXT.large.test(reply))) {
		return say('rejected', 'message-too-large', 'message');
	}
	if ((status && SENDER_STATUS.has(status)) || TEXT.sender.test(reply) || (stage === 'mail' && permanent)) {
		return say('deferred', 'sender-refused', 'mailbox');
	}
	if (stage === 'mail') return say('deferred', 'server-later', 'server');
	if (status?.endsWith('.2.2') || TEXT.full.test(reply))
		return say('deferred', 'recipient-full', 'recipient');
	return permanent
		? judgePermanent(reply, status, replyCode, say)
		: judgeTemporary(reply, status, replyCode, say);
}

type Say = (verdict: ReplyVerdict['verdict'], code: FaultCode, matter: Matter) => ReplyVerdict;

function judgePermanent(
	reply: string,
	status: string | undefined,
	replyCode: number,
	say: Say,
): ReplyVerdict {
	if ((status && UNKNOWN_STATUS.has(status)) || replyCode === 551)
		return say('rejected', 'recipient-unknown', 'recipient');
	if (status?.startsWith('5.6.') || TEXT.content.test(reply))
		return say('rejected', 'content-refused', 'message');
	// Exchange says "5.4.1 … Access denied" for an address it does not know: the text wins over 5.7 and 5.4 there.
	if (TEXT.unknown.test(reply) && !status?.startsWith('5.7.'))
		return say('rejected', 'recipient-unknown', 'recipient');
	if (status?.startsWith('5.7.') || TEXT.policy.test(reply))
		return say('rejected', 'policy-refused', 'message');
	if (status?.startsWith('5.5.') || [500, 501, 502, 504].includes(replyCode))
		return say('deferred', 'protocol', 'server');
	return say('rejected', 'refused', 'message');
}

function judgeTemporary(
	reply: string,
	status: string | undefined,
	replyCode: number,
	say: Say,
): ReplyVerdict {
	if (replyCode === 503) return say('deferred', 'protocol', 'server');
	if (TEXT.greylist.test(reply)) return say('deferred', 'greylisted', 'recipient');
	if (replyCode === 421 || replyCode === 454 || status?.startsWith('4.3.') || status?.startsWith('4.4.')) {
		return say('deferred', 'server-later', 'server');
	}
	if ((replyCode === 450 || replyCode === 451) && status === '4.7.1')
		return say('deferred', 'greylisted', 'recipient');
	return say('deferred', 'recipient-later', 'recipient');
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
export function classifyLoss(error: unknown): SmtpFault {
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

function connectFault(code: ConnectCode): SmtpFault {
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
