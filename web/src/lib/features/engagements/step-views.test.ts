import { expect, it } from 'vitest';
import type { EngagementDetail } from '#domain/engagements/show/read-engagement.ts';
import { stepViews } from './step-views.ts';

const delay = { amount: 4, unit: 'days', workingDays: false };
const run = (changes: Partial<EngagementDetail>) =>
	({
		steps: [1, 2, 3].map((position) => ({ position, subject: null, delay })),
		sends: [{ position: 1, state: 'accepted', subject: null, sentAt: new Date(0) }],
		position: 3,
		endedAt: null,
		nextAt: null,
		...changes,
	}) as EngagementDetail;
const states = (changes: Partial<EngagementDetail>) => stepViews(run(changes), []).map(({ state }) => state);

it('tells a step that was passed over from one that an end keeps from leaving', () => {
	expect(states({})).toEqual(['sent', 'skipped', 'current']);
	expect(states({ endedAt: new Date(0) })).toEqual(['sent', 'skipped', 'never']);
});
