/** *Avancer le temps* as the frame shows it: one journey at a time, its progress, and a way to stop it. */
import { createContext } from 'svelte';
import { toast } from 'svelte-sonner';
import { dayAndTime, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { clockMoved } from '#lib/app/live/live-page.svelte.ts';
import { travelHalt } from './travel-halt.ts';
import { api, failureOf } from '#lib/app/trpc/client.ts';

/** How often a journey is asked how far it is, in milliseconds. */
const ASK_EVERY = 700;
/** Events are reached a moment after their instant. */
const A_MOMENT = 1_000;

type Clock = Awaited<ReturnType<typeof api.clock.readClock.query>>;

/** The clock's journey, shared by the banner and *Monde de démonstration*. */
export class TimeTravel {
	/** Where the clock is on its journey; null while it stands still. */
	journey = $state.raw<{ at: Date; from: Date; to: Date } | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#reader: Reader;

	constructor(reader: Reader) {
		this.#reader = reader;
	}

	/** Takes up a journey that is under way already; call it in an effect. Answers what ends the asking. */
	follow(): () => void {
		void this.#ask();
		return () => clearTimeout(this.#timer);
	}

	/** Moves the one clock forward by so many milliseconds; null: to the next event of the world or of a run. */
	async advance(by: number | null): Promise<void> {
		try {
			const { at } = await api.clock.readClock.query();
			const to = by === null ? await nextEvent(at) : new Date(at.getTime() + by);
			if (!to) {
				toast(m.travel_nothing());
				return;
			}
			this.#show(await api.clock.advanceTime.mutate({ to }));
		} catch (thrown) {
			toast.error(failureOf(thrown).sentence);
		}
	}

	/** Ends the journey where it is. */
	async stop(): Promise<void> {
		try {
			this.#show(await api.clock.stopTravel.mutate());
		} catch (thrown) {
			toast.error(failureOf(thrown).sentence);
		}
	}

	async #ask(): Promise<void> {
		// A lost connection is told by the frame; the next question may get through.
		const clock = await api.clock.readClock.query().catch(() => undefined);
		if (clock) this.#show(clock);
		else if (this.journey) this.#later();
	}

	#show({ at, travel, haltedBy }: Clock): void {
		const wasUnderWay = this.journey !== null;
		this.journey = travel ? { at, ...travel } : null;
		if (travel || wasUnderWay) void clockMoved();
		if (travel) this.#later();
		else if (wasUnderWay && haltedBy) {
			toast.error(m.travel_halted({ reason: travelHalt(haltedBy) }));
		} else if (wasUnderWay) {
			toast.success(m.sandbox_advance_done({ time: dayAndTime(at, this.#reader) }));
		}
	}

	#later(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#ask(), ASK_EVERY);
	}
}

/** The earliest thing that is to happen: an act of the world's people, or the next step of a run. */
async function nextEvent(now: Date): Promise<Date | undefined> {
	const [world, runs] = await Promise.all([
		api.world.readWorld.query(),
		api.engagements.listEngagements.query({ segment: 'live', sort: 'next', limit: 20 }),
	]);
	const instants = [
		...world.acts.filter(({ state }) => state === 'pending').map(({ at }) => new Date(at)),
		...runs.rows.flatMap(({ nextAt }) => nextAt ?? []),
	].filter((at) => at > now);
	const first = instants.sort((one, other) => one.getTime() - other.getTime())[0];
	return first && new Date(first.getTime() + A_MOMENT);
}

export const [getTimeTravel, setTimeTravel] = createContext<TimeTravel | null>();
