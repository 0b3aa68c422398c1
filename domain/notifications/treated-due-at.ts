const HOUR = 3_600_000;

/** When a notification created at `at` counts as treated by itself; null: never (N empty or 0, 5.2-36). */
export function treatedDueAt(at: Date, hours: number | null): Date | null {
	return hours ? new Date(at.getTime() + hours * HOUR) : null;
}
