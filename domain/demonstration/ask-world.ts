import type { Database } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { WorldFault, type WorldClient } from '#platform/world/client.ts';

/** What the world is asked with: never inside a transaction. */
export interface WorldRoom {
	database: Database;
	/** Undefined outside the sandbox. */
	world: WorldClient | undefined;
	subscriptionId: string;
}

/**
 * Asks the world.
 *
 * @throws {Refusal} not-in-sandbox, missing, world-no-mail, input, world-unreachable.
 */
export async function ask<T>({ world }: WorldRoom, question: (world: WorldClient) => Promise<T>): Promise<T> {
	if (!world) throw new Refusal('forbidden', 'not-in-sandbox');
	try {
		return await question(world);
	} catch (error) {
		if (!(error instanceof WorldFault)) throw error;
		if (error.code === 'not-found') throw new Refusal('not-found', 'missing');
		if (error.code === 'no-mail') throw new Refusal('conflict', 'world-no-mail');
		if (error.code === 'invalid') throw new Refusal('invalid', 'input');
		throw new Refusal('unavailable', 'world-unreachable');
	}
}
