/** Each host's share of the send slots of this process (docs/design/sending.md#places). One object a process. */
export interface HostShares {
	/** Takes one of the host's; undefined where all are taken. Nobody waits here. @returns what gives it back, once. */
	take(host: string): (() => void) | undefined;
}

/** At most so many hosts must be slow for a worker to have no slot left. */
const HOSTS_THAT_FILL_A_WORKER = 3;

/** @param slots Sends at once of this process: a host has a third of them, at least one. */
export function createHostShares(slots: number): HostShares {
	const share = Math.max(1, Math.floor(slots / HOSTS_THAT_FILL_A_WORKER));
	const taken = new Map<string, number>();
	return {
		take(host) {
			const count = taken.get(host) ?? 0;
			if (count >= share) return undefined;
			taken.set(host, count + 1);
			let isHeld = true;
			return () => {
				if (!isHeld) return;
				isHeld = false;
				const left = taken.get(host)! - 1;
				if (left === 0) taken.delete(host);
				else taken.set(host, left);
			};
		},
	};
}
