import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** A line of a test. */
export interface ShownCheck {
	readonly check: string;
	readonly state: string;
	readonly milliseconds: number | null;
	readonly code: string | null;
	readonly details: Record<string, string | number>;
}

/** A connection test as its screen shows it. */
export interface ConnectionTestView {
	readonly state: 'running' | 'succeeded' | 'failed' | 'saved';
	readonly mailboxId: string | null;
	readonly address: string;
	readonly checks: readonly ShownCheck[];
}

/** @throws {Refusal} missing: somebody else's test is nobody's to read. */
export async function readConnectionTest(
	tx: Transaction,
	actor: Actor,
	testId: string,
): Promise<ConnectionTestView> {
	const test = await tx.db.connectionTest.findFirst({
		where: { id: testId, userId: actor.userId },
		select: { state: true, mailboxId: true, address: true },
	});
	if (!test) throw new Refusal('not-found', 'missing');
	return {
		state: test.state as ConnectionTestView['state'],
		mailboxId: test.mailboxId,
		address: test.address,
		checks: await checksOf(tx, testId),
	};
}

/** The lines of a test, in their order. */
export async function checksOf(tx: Transaction, testId: string): Promise<ShownCheck[]> {
	const lines = await tx.db.connectionCheck.findMany({ where: { testId }, orderBy: { position: 'asc' } });
	return lines.map(({ check, state, milliseconds, code, details }) => ({
		check,
		state,
		milliseconds,
		code,
		details: details as Record<string, string | number>,
	}));
}
