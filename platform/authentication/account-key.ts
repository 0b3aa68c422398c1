import { createHash } from 'node:crypto';

/** What stands for an account where its address must not be kept: a hash, the same for every way of typing it. */
export function accountKey(email: string): string {
	return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
