import { EVERY_WATCH } from '#domain/mailboxes/nudge-watch.ts';
import { listen } from '#platform/database/listen.ts';

/** Nudges of mailboxes (domain/mailboxes/nudge-watch.ts), as the watchers of this process hear them. */
export interface Nudges {
	/** @returns how to stop following. */
	follow(mailboxId: string, wake: () => void): () => void;
	close(): Promise<void>;
}

/** Opens the one LISTEN connection of the watchers of this process. */
export async function listenForNudges(databaseUrl: string): Promise<Nudges> {
	const followers = new Map<string, Set<() => void>>();
	const listener = await listen({
		url: databaseUrl,
		role: 'refrain_app',
		channel: 'refrain_watch',
		onNotification: (mailboxId) => {
			const called = mailboxId === EVERY_WATCH ? [...followers.values()] : [followers.get(mailboxId) ?? []];
			for (const wake of called.flatMap((wakes) => [...wakes])) wake();
		},
	});
	return {
		follow(mailboxId, wake) {
			const same = followers.get(mailboxId) ?? new Set();
			followers.set(mailboxId, same.add(wake));
			return () => {
				same.delete(wake);
				if (same.size === 0 && followers.get(mailboxId) === same) followers.delete(mailboxId);
			};
		},
		close: () => listener.close(),
	};
}
