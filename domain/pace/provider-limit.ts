import type { SenderPace } from './planner.ts';

/** What a provider lets a sender send, and how much of it. */
export type ProviderLimit = Pick<SenderPace, 'providerDailyLimit' | 'providerLimitShare'>;

/**
 * The mails that leave by themselves in any 24 hours: a part of the provider's figure, for its owner sends elsewhere too
 * (5.7-14), at least one. Null: no limit is known.
 */
export function appliedLimit({ providerDailyLimit, providerLimitShare }: ProviderLimit): number | null {
	if (providerDailyLimit === null) return null;
	return Math.max(1, Math.floor((providerDailyLimit * providerLimitShare) / 100));
}
