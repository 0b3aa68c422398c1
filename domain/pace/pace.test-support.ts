import type { SenderPace } from './planner.ts';

/** The pace of a new sender, without a ramp. */
export const PACE: SenderPace = {
	zone: 'Europe/Paris',
	dailyCap: 40,
	rampStart: 10,
	rampStep: 2,
	rampSince: null,
	gapMinSeconds: 60,
	gapMaxSeconds: 180,
	providerDailyLimit: null,
	providerLimitShare: 60,
};
