import type { MailboxPace } from './planner.ts';

/** The pace of a new mailbox, without a ramp. */
export const PACE: MailboxPace = {
	zone: 'Europe/Paris',
	dailyCap: 40,
	rampStart: 10,
	rampStep: 2,
	rampSince: null,
	gapMinSeconds: 60,
	gapMaxSeconds: 180,
	providerDailyLimit: null,
};
