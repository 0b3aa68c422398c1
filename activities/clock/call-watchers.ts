import { nudgeWatch } from '#domain/mailboxes/nudge-watch.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { ClockDeps } from './clock-deps.ts';
import type { MailboxBehind } from './mailboxes-behind.ts';

/** They are told at most so often, in milliseconds: a look at all folders takes a moment. */
const NUDGE_EVERY = 250;

/**
 * Milliseconds without a sign of life after which a watcher counts as dead: one that lives answers a nudge within one. Doubled
 * after each call, so that a slow machine gets to the end of what it began.
 */
const BEARABLE = { first: 3_000, most: 30_000 };

/**
 * Calls, for the length of one wait, the watchers of mailboxes that are behind. A nudge makes a living one look at all its
 * folders. A dead one (its worker was killed) is followed only once Temporal misses its heartbeat, and one whose server was
 * away pauses up to 90 s: a poke of the mailbox's run begins the next watch at once.
 */
export function createWatcherCalls({ database }: Pick<ClockDeps, 'database'>) {
	let nudgedAt = -Infinity;
	let known = new Map<string, Silence>();

	return async (behind: readonly MailboxBehind[]): Promise<void> => {
		const now = performance.now();
		const mayNudge = now - nudgedAt > NUDGE_EVERY;
		if (mayNudge) nudgedAt = now;
		const before = known;
		known = new Map();
		for (const { subscriptionId, mailboxId, signOfLife } of behind) {
			const last = before.get(mailboxId);
			const silence =
				last?.signOfLife === signOfLife ? last : { signOfLife, since: now, bearable: BEARABLE.first };
			const isDead = now - silence.since > silence.bearable;
			const bearable = Math.min(2 * silence.bearable, BEARABLE.most);
			known.set(mailboxId, isDead ? { signOfLife, since: now, bearable } : silence);
			if (!mayNudge && !isDead) continue;
			await database.inSubscription(subscriptionId, async (tx) => {
				if (isDead) await poke(tx, 'mailbox', mailboxId);
				else await nudgeWatch(tx, [mailboxId]);
			});
		}
	};
}

/** Since when a mailbox shows the same sign of life, in milliseconds of `performance.now()`, and how long it may. */
interface Silence {
	readonly signOfLife: string;
	readonly since: number;
	readonly bearable: number;
}
