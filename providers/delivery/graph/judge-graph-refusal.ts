import type { DeliveryFault, FaultCode, Matter } from '#mail/delivery/delivery-fault.ts';
import type { GraphAnswer } from './graph-answer.ts';

/** What a refusal of Graph settles, as an SMTP reply does (`ReplyVerdict` of mail/smtp/classify.ts). */
export interface GraphVerdict {
	/** `rejected`: this mail will never be taken. `deferred`: it may be tried again. */
	readonly verdict: 'rejected' | 'deferred';
	readonly fault: DeliveryFault;
	/** Its status and its code, never its words. */
	readonly reply: string;
}

type Judgement = readonly [GraphVerdict['verdict'], FaultCode, Matter];

const ACCOUNT: Judgement = ['deferred', 'sender-refused', 'mailbox'];
const LOGIN: Judgement = ['deferred', 'auth-refused', 'mailbox'];
const CLOSED: Judgement = ['deferred', 'session-refused', 'mailbox'];
const LIMIT: Judgement = ['deferred', 'provider-limit', 'mailbox'];
const PACE: Judgement = ['deferred', 'too-fast', 'mailbox'];
const LATER: Judgement = ['deferred', 'server-later', 'server'];
const ADDRESS: Judgement = ['rejected', 'address-invalid', 'recipient'];
const TOO_LARGE: Judgement = ['rejected', 'message-too-large', 'message'];
const CONTENT: Judgement = ['rejected', 'content-refused', 'message'];

/**
 * Whose matter an error is, by its code alone: its words may change at any time (learn.microsoft.com, "Microsoft Graph error
 * responses and resource types"; the codes that begin with `Error` are those of Exchange, "ResponseCode").
 */
const BY_CODE: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
	['InvalidAuthenticationToken', LOGIN],
	['unauthenticated', LOGIN],
	// A permission that was not consented to, or was taken back: consenting again mends it.
	['ErrorAccessDenied', LOGIN],
	['accessDenied', LOGIN],
	['Authorization_RequestDenied', LOGIN],
	['ErrorSendAsDenied', ACCOUNT],
	['ErrorAccountSuspend', ACCOUNT],
	['ErrorMessageSubmissionBlocked', ACCOUNT],
	['MailboxNotEnabledForRESTAPI', CLOSED],
	['MailboxNotSupportedForRESTAPI', CLOSED],
	['extensionError', CLOSED],
	['ErrorExceededMessageLimit', LIMIT],
	['ErrorExceededMaxRecipientLimitBlock', LIMIT],
	['ErrorQuotaExceeded', LIMIT],
	['quotaLimitReached', LIMIT],
	['ApplicationThrottled', PACE],
	['activityLimitReached', PACE],
	['throttledRequest', PACE],
	['TooManyRequests', PACE],
	['CommandConcurrencyLimitReached', PACE],
	['ErrorServerBusy', PACE],
	['ErrorInvalidRecipients', ADDRESS],
	['ErrorMessageSizeExceeded', TOO_LARGE],
	['RequestEntityTooLarge', TOO_LARGE],
	['ErrorMimeContentInvalid', CONTENT],
	['ErrorMimeContentInvalidBase64String', CONTENT],
	['malwareDetected', CONTENT],
	['virusSuspicious', CONTENT],
	// Our own mailbox, which the service does not find for a while; never the recipient's.
	['ErrorNonExistentMailbox', LATER],
	['ErrorNonExistentMailBox', LATER],
	['ErrorIrresolvableConflict', LATER],
	['resourceModified', LATER],
]);

/** What a status alone says, where no code of its body is known: a page of a gateway has none. */
function byStatus(status: number): Judgement {
	if (status === 401) return LOGIN;
	if (status === 413) return TOO_LARGE;
	if (status === 429 || status === 509) return PACE;
	if (status === 507) return LIMIT;
	if (status >= 500 || status === 408 || status === 409 || status === 412 || status === 423) return LATER;
	if (status < 400) return ['deferred', 'protocol', 'server'];
	return ['deferred', 'refused', 'server'];
}

/** Judges any answer that is not the one that was hoped for. What is not known ends no run. */
export function judgeGraphRefusal({ status, codes }: GraphAnswer): GraphVerdict {
	const known = codes.find((code) => BY_CODE.has(code));
	const [verdict, code, matter] = (known && BY_CODE.get(known)) || byStatus(status);
	return {
		verdict,
		fault: { code, matter, ...(code === 'too-fast' ? {} : { replyCode: status }) },
		reply: [status, known ?? codes[0]].filter(Boolean).join(' '),
	};
}
