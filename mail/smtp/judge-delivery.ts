import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { classifyLoss, classifyReply, withoutAddresses } from './classify.ts';
import type { SmtpStage } from './classify.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import { Halt } from './stop-before-dot.ts';
import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';

/** What nodemailer puts on its errors. */
export interface SmtpError extends Error {
	readonly code?: string;
	readonly command?: string;
	readonly response?: string;
}

/** How far the conversation had come when it ended. */
export interface ConversationState {
	readonly stage: SmtpStage;
	/** Whether `arm` was called: it may have committed. */
	readonly arming: boolean;
	readonly dotWritten: boolean;
	/** What the server answered to the message, however early. */
	readonly answer: SmtpError | SMTPConnectionSendInfo | undefined;
}

/**
 * Turns what ended the conversation into what is known about the mail (docs/design/smtp-conversation.md).
 *
 * @param error What nodemailer, the network or a `Halt` threw.
 */
export function judgeDelivery(error: unknown, state: ConversationState): Delivery {
	const { arming, dotWritten, answer } = state;
	const failed = error as SmtpError;
	// An early refusal may have been noticed only after arm: its words are kept.
	const reply = failed.response ?? (answer instanceof Error ? answer.response : undefined);
	const words = reply === undefined ? {} : { reply: withoutAddresses(reply) };
	if (reply !== undefined && /^[45]\d\d/.test(reply)) {
		const { verdict, fault } = classifyReply(reply, stageOf(failed, state));
		if (arming && !dotWritten) return { state: 'disarmed', fault, ...words };
		if (verdict === 'accepted') return { state: 'accepted', reply: withoutAddresses(reply) };
		const mayBeKept = verdict === 'deferred' && dotWritten && reply.startsWith('4');
		return { state: mayBeKept ? 'deferred-after-dot' : verdict, fault, ...words };
	}
	const fault: DeliveryFault = reply === undefined ? faultOf(failed) : { code: 'protocol', matter: 'server' };
	if (dotWritten) return { state: 'uncertain', fault, ...words };
	if (arming) return { state: 'disarmed', fault, ...words };
	const never = fault.matter === 'message' || fault.matter === 'recipient';
	return { state: never ? 'rejected' : 'deferred', fault, ...words };
}

function stageOf(error: SmtpError, { stage, dotWritten }: ConversationState): SmtpStage {
	if (error.code === 'EAUTH') return 'login';
	if (error.command === 'RCPT TO') return 'rcpt';
	if (error.command === 'MAIL FROM') return 'mail';
	if (error.command === 'DATA') return dotWritten ? 'dot' : 'data';
	return stage === 'mail' ? 'data' : stage;
}

function faultOf(error: SmtpError): DeliveryFault {
	if (error instanceof Halt) {
		const matter = {
			'smtputf8-missing': 'recipient',
			'server-silent': 'server',
			'dns-unavailable': 'server',
			'early-reply': 'server',
		} as const;
		return { code: error.code, matter: matter[error.code as keyof typeof matter] ?? 'ours' };
	}
	if (error.code === 'EMESSAGE' && error.command === 'MAIL FROM')
		return { code: 'message-too-large', matter: 'message' };
	if (error.code === 'EENVELOPE' && error.command === 'API')
		return { code: 'address-invalid', matter: 'recipient' };
	return classifyLoss(error);
}
