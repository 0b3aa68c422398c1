import type { EngagementState } from '#prisma/generated/client/client.ts';

/** States whose planned instant came with a look of its own: only such a step can be late. */
export const WAITS_FOR_INSTANT: readonly EngagementState[] = ['scheduled', 'running', 'waiting'];

/**
 * Whether nobody looked at a step for too long after its planned instant (docs/design/processes.md#lateness). A wait
 * with a reason moved that instant or has none, so it is never lateness.
 */
export function isLate(
	row: { readonly state: EngagementState; readonly plannedAt: Date | null; readonly nextLookAt: Date | null },
	at: Date,
	latenessHours: number,
): boolean {
	if (row.nextLookAt === null || row.plannedAt === null || !WAITS_FOR_INSTANT.includes(row.state))
		return false;
	return at.getTime() - row.plannedAt.getTime() > latenessHours * 3_600_000;
}
