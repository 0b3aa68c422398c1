/** *Avancer le temps* as the frame shows it: one journey at a time, its progress, and a way to stop it. */
import { createContext } from 'svelte';

export interface TimeTravel {
	readonly running: boolean;
	/** Moves the one clock forward by so many milliseconds; null: to the next event of the world. */
	advance(by: number | null): void;
	stop(): void;
}

export const [getTimeTravel, setTimeTravel] = createContext<TimeTravel>();
