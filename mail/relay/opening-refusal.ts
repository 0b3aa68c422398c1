import { classifyLoss, classifyReply, withoutAddresses } from '#mail/smtp/classify.ts';
import { Halt } from '#mail/smtp/stop-before-dot.ts';
import type { Refusal } from './job.ts';

/** Why no connection could be opened, and whether trying again may help. */
export function openingRefusal(error: unknown): Refusal & { readonly isForNow: boolean } {
	const { response, code } = error as { readonly response?: string; readonly code?: string };
	if (error instanceof Halt) return { fault: { code: error.code, matter: 'server' }, isForNow: true };
	if (response === undefined || !/^[45]\d\d/.test(response)) {
		const fault = classifyLoss(error);
		return { fault, isForNow: fault.matter !== 'mailbox' };
	}
	const { fault } = classifyReply(response, code === 'EAUTH' ? 'login' : 'connect');
	return { fault, reply: withoutAddresses(response), isForNow: !response.startsWith('5') };
}
