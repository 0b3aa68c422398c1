import type { DemoUserKey } from './subscriptions.ts';

/** The newsletter of docs/demonstration-world/later.md: the first Tuesday of each month at half past nine. */
export const DEMO_NEWSLETTER = {
	title: 'La lettre de l’atelier',
	owner: 'ines',
	recurrence: {
		kind: 'months',
		every: 1,
		on: { kind: 'weekday', week: 1, weekday: 2 },
		time: '09:30',
	},
	/** Numbers of the people, and from whom each of them gets it. */
	subscribers: [
		{ person: 31, by: 'ines' },
		{ person: 32, by: 'ines' },
		{ person: 33, by: 'ines' },
		{ person: 11, by: 'ines' },
		{ person: 6, by: 'camille' },
		{ person: 18, by: 'camille' },
	],
} as const satisfies {
	title: string;
	owner: DemoUserKey;
	recurrence: object;
	subscribers: readonly { person: number; by: DemoUserKey }[];
};
