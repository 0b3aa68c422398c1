import type { SenderPace } from '#domain/pace/planner.ts';
import { dayOfColumn } from '#domain/values/due-day.ts';
import type { Sender } from '#prisma/generated/client/client.ts';

/** The columns of a sender that say how fast it may send. */
export type PaceColumns = Pick<
	Sender,
	| 'timeZone'
	| 'dailyCap'
	| 'rampStart'
	| 'rampStep'
	| 'rampSince'
	| 'gapMinSeconds'
	| 'gapMaxSeconds'
	| 'providerDailyLimit'
	| 'providerLimitShare'
>;

/** The pace of a sender as Prisma reads its row. */
export function paceOfSender({ timeZone: zone, rampSince, ...sender }: PaceColumns): SenderPace {
	const {
		dailyCap,
		rampStart,
		rampStep,
		gapMinSeconds,
		gapMaxSeconds,
		providerDailyLimit,
		providerLimitShare,
	} = sender;
	return {
		zone,
		dailyCap,
		rampStart,
		rampStep,
		rampSince: rampSince && dayOfColumn(rampSince),
		gapMinSeconds,
		gapMaxSeconds,
		providerDailyLimit,
		providerLimitShare,
	};
}
