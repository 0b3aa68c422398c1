import { createHash } from 'node:crypto';
import type { AuthenticationDatabase } from './authentication-database.ts';

/** Refused tries in a row that an account may have before it has to wait. */
const FREE_FAILURES = 5;
/** The first wait, doubled at each further failure, and the longest one. Milliseconds, wall clock. */
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;

/**
 * How long an account waits after so many refused tries in a row, in milliseconds: five are free, then 30 s, doubled
 * each time, 15 min at most.
 */
export function waitAfter(failures: number): number {
	if (failures < FREE_FAILURES) return 0;
	return Math.min(FIRST_WAIT * 2 ** (failures - FREE_FAILURES), LONGEST_WAIT);
}

/** The limit by account: it holds against tries from many addresses, which the limit by address does not see. */
export interface SignInLimit {
	/** Milliseconds until this account may be tried again; 0: now. */
	wait(email: string): Promise<number>;
	recordFailure(email: string): Promise<void>;
	recordSuccess(email: string): Promise<void>;
}

/** The limit, kept in the database so that every web process shares it. Times are wall clock. */
export function createSignInLimit(database: AuthenticationDatabase): SignInLimit {
	return {
		async wait(email) {
			const row = await database.signInFailures.findUnique({ where: { account: accountKey(email) } });
			return row ? Math.max(0, row.refusedUntil.getTime() - Date.now()) : 0;
		},
		async recordFailure(email) {
			const account = accountKey(email);
			const now = new Date();
			const { failures } = await database.signInFailures.upsert({
				where: { account },
				create: { account, failures: 1, refusedUntil: now },
				update: { failures: { increment: 1 } },
			});
			const wait = waitAfter(failures);
			if (wait > 0) {
				await database.signInFailures.update({
					where: { account },
					data: { refusedUntil: new Date(now.getTime() + wait) },
				});
			}
		},
		async recordSuccess(email) {
			await database.signInFailures.deleteMany({ where: { account: accountKey(email) } });
		},
	};
}

function accountKey(email: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(email.trim().toLowerCase()).digest());
}
