import { z } from 'zod';

const gate = z.object({
	gate: z.string(),
	answer: z.enum(['open', 'waits', 'closed', 'stops', 'later']),
	reason: z.string().nullish(),
	until: z.string().nullish(),
	evidence: z.record(z.string(), z.unknown()).default({}),
	decides: z.boolean().default(false),
});

/** A gate's answer as a look kept it (`GateAnswer` of the release that asked it). */
export type StoredGate = z.infer<typeof gate>;

/** The gates of a look, in the order in which they were asked. What another release wrote in another shape is left out. */
export function storedGates(gates: unknown): StoredGate[] {
	return z.array(gate).safeParse(gates).data ?? [];
}
