import { stopTravel } from '#domain/clock/stop-travel.ts';
import type { ClockDeps } from './clock-deps.ts';
import { nextDueAt, pokeDue } from './due-rows.ts';
import { moveClock } from './move-clock.ts';
import { waitUntilQuiet } from './wait-until-quiet.ts';

/** How one lap went; `arrived`: the journey is over, at its target or not. */
export interface Lap {
	readonly arrived: boolean;
}

/**
 * One lap of the journey that stands in the installation's row: waits for rest, then moves the clock to the earliest
 * instant at which anything is due, the world's people included, and wakes what is. Safe to repeat at any point. A relance
 * falls due by its date alone: nobody has to be woken for it.
 *
 * @param goOn called again and again while it waits; throws to give up.
 */
export async function travelOneLap(deps: ClockDeps, goOn: () => void = () => {}): Promise<Lap> {
	if (!(await readJourney(deps)).to) return { arrived: true };
	const restless = await waitUntilQuiet(deps, goOn);
	// Read again: a person may have stopped it, or given it another target meanwhile.
	const { at, to } = await readJourney(deps);
	if (!to) return { arrived: true };
	if (restless || at >= to) {
		await deps.database.inInstallation((tx) => stopTravel(tx, restless ?? null));
		if (restless) deps.logger.warn({ restless }, 'the clock stands: not at rest');
		return { arrived: true };
	}
	const instants = [to, await nextDueAt(deps), (await deps.world?.nextAct()) ?? null];
	const next = Math.min(...instants.flatMap((instant) => instant?.getTime() ?? []));
	await moveClock(deps, new Date(next));
	await pokeDue(deps);
	return { arrived: false };
}

function readJourney({ database }: ClockDeps): Promise<{ at: Date; to: Date | null }> {
	return database.inInstallation(async ({ db, at }) => {
		const row = await db.installation.findFirst({ select: { travelTo: true } });
		return { at, to: row?.travelTo ?? null };
	});
}
