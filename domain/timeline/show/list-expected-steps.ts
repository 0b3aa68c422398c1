import { addDelay, nextOpening, type Delay } from '#domain/pace/calendar.ts';
import { calendarOf, readClosedDays } from '#domain/pace/read-calendar.ts';
import { readRunLines, type RunLine } from '#domain/engagements/show/run-line.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A step that is still to come: the future of a timeline. */
export interface ExpectedStep {
	/** Engagement and position: stable while the step is to come. */
	id: string;
	run: RunLine;
	position: number;
	/** When it is expected; null where the run waits for somebody. */
	at: Date | null;
	/** The one that leaves next: it carries the sentence of its run. */
	isNext: boolean;
	delay: Delay;
}

/** One company's farthest future that a timeline shows. */
const STEPS_AT_MOST = 60;

/**
 * What the live engagements of a company (or one engagement) will do, farthest first. Later steps are expected at their
 * delay after the one before, moved to the next opening of the window: mailbox pace and answers may still move them.
 */
export async function listExpectedSteps(
	tx: Transaction,
	about: { companyId: string } | { engagementId: string },
): Promise<ExpectedStep[]> {
	const rows = await tx.db.engagement.findMany({
		where: {
			endedAt: null,
			...('companyId' in about ? { companyId: about.companyId } : { id: about.engagementId }),
		},
		orderBy: [{ engagedAt: 'desc' }, { id: 'asc' }],
		take: STEPS_AT_MOST,
		select: {
			id: true,
			timeZone: true,
			version: {
				select: {
					windowDays: true,
					windowFrom: true,
					windowTo: true,
					steps: {
						orderBy: { position: 'asc' },
						select: { position: true, delayAmount: true, delayUnit: true, workingDays: true },
					},
				},
			},
		},
	});
	const runs = new Map(
		(
			await readRunLines(
				tx,
				rows.map(({ id }) => id),
			)
		).map((run) => [run.id, run]),
	);
	const closedDays = await readClosedDays(tx);
	const expected: ExpectedStep[] = [];
	for (const { id, timeZone, version } of rows) {
		const run = runs.get(id)!;
		const window = { days: version.windowDays, from: version.windowFrom, to: version.windowTo };
		const calendar = calendarOf(closedDays, timeZone, window);
		let at = run.nextAt;
		for (const step of version.steps.filter(({ position }) => position >= run.position)) {
			const delay = {
				amount: step.delayAmount,
				unit: step.delayUnit as Delay['unit'],
				workingDays: step.workingDays,
			};
			const isNext = step.position === run.position;
			if (!isNext && at) at = nextOpening(calendar, addDelay(at, delay, calendar));
			expected.push({ id: `${id}/${step.position}`, run, position: step.position, at, isNext, delay });
		}
	}
	const FAR = Number.MAX_SAFE_INTEGER;
	return expected
		.sort(
			(one, other) =>
				(other.at?.getTime() ?? FAR) - (one.at?.getTime() ?? FAR) || other.position - one.position,
		)
		.slice(-STEPS_AT_MOST);
}
