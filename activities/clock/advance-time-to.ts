import type { ClockDeps } from './clock-deps.ts';
import { travelOneLap } from './travel-one-lap.ts';

/**
 * Lives through everything up to an instant of domain time, without a workflow: tests use it instead of sleeping.
 *
 * @throws Error naming what did not come to rest.
 */
export async function advanceTimeTo(deps: ClockDeps, target: Date): Promise<{ laps: number }> {
	await deps.database.inInstallation(({ db, at }) =>
		db.installation.updateMany({ data: { travelFrom: at, travelTo: target, travelHaltedBy: null } }),
	);
	let laps = 0;
	while (!(await travelOneLap(deps)).arrived) laps++;
	const halted = await deps.database.inInstallation(
		async ({ db }) => (await db.installation.findFirst({ select: { travelHaltedBy: true } }))?.travelHaltedBy,
	);
	if (halted) throw new Error(`the clock stands before its target: ${halted} did not come to rest`);
	return { laps };
}
