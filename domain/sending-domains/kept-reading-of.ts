import type { KeptReading } from '#mail/deliverability/kept-reading.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** A stored reading; undefined where there is none. */
export function keptReading(stored: Prisma.JsonValue): KeptReading | undefined {
	return (stored ?? undefined) as unknown as KeptReading | undefined;
}
