import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { Job, RefusedAt } from './job.ts';

/**
 * Which return address mails leave with: each its own, until the relay refuses one as nobody's who signed in there. Reports find
 * their way by the envelope id and by what they return then.
 */
export class ReturnAddresses {
	private areRefused = false;

	/** To be called before the envelope of a mail is written. */
	begin(job: Job): void {
		if (this.areRefused) job.leaveWithPlainFrom();
	}

	/**
	 * Some servers say at RCPT only that they refuse who it is from (postconf(5): smtpd_delay_reject).
	 *
	 * @returns true where a mail was refused that may be taken with the return address of all: it is to be begun again.
	 */
	isRefused(job: Job, at: RefusedAt, { code, replyCode = 0 }: DeliveryFault): boolean {
		if (job.mail.plainFrom === undefined || replyCode < 500) return false;
		if (at !== 'mail' && !(at === 'rcpt' && code === 'sender-refused')) return false;
		this.areRefused = true;
		job.leaveWithPlainFrom();
		return true;
	}
}
