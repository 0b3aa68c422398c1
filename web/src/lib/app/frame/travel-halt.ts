import { m } from '#texts/generated/messages.js';

const HALTS: Record<string, () => string> = {
	sends: m.travel_halt_sends,
	outbox: m.travel_halt_outbox,
	runs: m.travel_halt_runs,
	notifications: m.travel_halt_notifications,
	watchers: m.travel_halt_watchers,
	world: m.travel_halt_world,
};

/** What did not come to rest, so that *Avancer le temps* stopped; a code without words stands for itself. */
export function travelHalt(code: string): string {
	return HALTS[code]?.() ?? code;
}
