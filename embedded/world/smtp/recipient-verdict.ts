import type { DemoBehaviour } from '#prisma/demo/behaviours.ts';

/** A refusal of RCPT: the reply code and its text, which begins with the enhanced code. */
export interface SmtpRefusal {
	readonly code: number;
	readonly text: string;
}

/**
 * What the server of a person answers to RCPT (docs/demonstration-world/behaviours.md).
 *
 * @param firstAttemptAt Domain instant of the sender's first attempt at this person, this one included.
 * @returns undefined accepts.
 */
export function recipientVerdict(
	behaviour: DemoBehaviour,
	firstAttemptAt: Date,
	at: Date,
): SmtpRefusal | undefined {
	const since = at.getTime() - firstAttemptAt.getTime();
	switch (behaviour.does) {
		case 'unknown-recipient':
			return { code: 550, text: '5.1.1 No such user here' };
		case 'policy-refuses':
			return { code: 550, text: '5.7.1 Message refused by the policy of this server' };
		case 'mailbox-full':
			return since < behaviour.during ? { code: 452, text: '4.2.2 Mailbox full' } : undefined;
		case 'greylists':
			return since < behaviour.during ? { code: 451, text: '4.7.1 Greylisted, try again later' } : undefined;
		default:
			return undefined;
	}
}
