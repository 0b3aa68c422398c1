import type { ClockDeps } from './clock-deps.ts';

/**
 * Moves the one clock forward to an instant, in the sandbox only, and tells the mail world and every open screen. Nothing
 * happens where the clock is past it already.
 */
export async function moveClock({ database, pool, world }: ClockDeps, to: Date): Promise<void> {
	const subscriptions = await pool.query<{ id: string }>('SELECT id FROM subscription');
	const offset = await database.inInstallation(async ({ db }) => {
		const [moved] = await db.$queryRaw<{ id: string; offset: bigint }[]>`
			UPDATE installation SET clock_offset_ms = clock_offset_ms
				+ greatest(0, ceil(extract(epoch FROM ${to}::timestamptz - domain_now()) * 1000))::bigint
			WHERE sandbox RETURNING id::text, clock_offset_ms AS offset`;
		if (!moved) throw new Error('the clock of a real installation is not moved');
		for (const { id } of subscriptions) {
			const change = JSON.stringify({ subscription: id, kind: 'clock', id: moved.id });
			await db.$executeRaw`SELECT pg_notify('refrain', ${change})`;
		}
		return moved.offset;
	});
	await world?.setClock(Number(offset));
}
