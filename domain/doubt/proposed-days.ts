import { z } from 'zod';

const evidenceSchema = z.object({
	proposed: z.object({ backOn: z.iso.date(), laterOn: z.iso.date() }).partial().optional(),
});

/** The days that the words of a received mail propose, as its row holds them: of the return, and for a later sequence (5.7-1). */
export function proposedDays(evidence: unknown): { backOn: string | null; laterOn: string | null } {
	const { backOn = null, laterOn = null } = evidenceSchema.safeParse(evidence).data?.proposed ?? {};
	return { backOn, laterOn };
}
