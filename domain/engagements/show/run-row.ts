import type { Prisma } from '#prisma/generated/client/client.ts';

const person = { firstName: true, lastName: true } as const;

/** What a line is made of. */
export const runSelection = {
	id: true,
	state: true,
	reason: true,
	reasonSince: true,
	reasonUntil: true,
	reasonDetails: true,
	position: true,
	stepCount: true,
	timeZone: true,
	plannedAt: true,
	nextLookAt: true,
	lastLookAt: true,
	lastSentAt: true,
	mailboxId: true,
	routineId: true,
	startAt: true,
	engagedAt: true,
	engagedHow: true,
	pausedAt: true,
	pausedById: true,
	awayUntil: true,
	awayMessageId: true,
	lateBatchId: true,
	closingEndsAt: true,
	successAt: true,
	failureAt: true,
	endedAt: true,
	endedById: true,
	endedByMessageId: true,
	contact: {
		select: { id: true, ...person, addresses: { where: { isPrimary: true }, select: { address: true } } },
	},
	company: { select: { id: true, name: true } },
	sequence: { select: { id: true, title: true, pausedAt: true, pausedById: true } },
	responsible: { select: { id: true, ...person } },
	/** Steps that left, or may have, and what is on its way. */
	sends: {
		where: { state: { in: ['claimed', 'armed', 'accepted', 'uncertain'] } },
		select: { position: true, state: true },
	},
	mailbox: { select: { id: true, address: true, sender: { select: { smtpHost: true } } } },
	version: {
		select: {
			windowDays: true,
			windowFrom: true,
			windowTo: true,
			closingDelayAmount: true,
			closingDelayUnit: true,
		},
	},
} as const satisfies Prisma.EngagementSelect;

export type RunRow = Prisma.EngagementGetPayload<{ select: typeof runSelection }>;
