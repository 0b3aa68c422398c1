/**
 * Why a send did not leave, as the mail room says it (`DeliveryFault` of mail/delivery/delivery-fault.ts; domain knows no mail).
 * `recipient` and `message` may end an engagement, the other three never do (5.5-1).
 */
export interface SendFault {
	readonly code: string;
	readonly matter: 'recipient' | 'message' | 'mailbox' | 'server' | 'ours';
	/** RFC 3463, such as 5.1.1. */
	readonly status?: string;
	readonly replyCode?: number;
}
