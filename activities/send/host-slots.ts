/** Places for conversations with one SMTP host at the same time (docs/design/sending.md#places). One object a process. */
export interface HostSlots {
	/**
	 * Waits for a place; first come, first served.
	 *
	 * @returns what gives the place back, to be called once.
	 * @throws the signal's reason when it is raised while waiting.
	 */
	take(host: string, signal: AbortSignal): Promise<() => void>;
}

/** @param perHost Places a host. */
export function createHostSlots(perHost: number): HostSlots {
	const taken = new Map<string, number>();
	const waiting = new Map<string, (() => void)[]>();

	const giveBack = (host: string) => {
		const next = waiting.get(host)?.shift();
		if (next) return next();
		const left = (taken.get(host) ?? 1) - 1;
		if (left === 0) taken.delete(host);
		else taken.set(host, left);
	};

	return {
		async take(typedHost, signal) {
			const host = typedHost.toLowerCase();
			signal.throwIfAborted();
			const inUse = taken.get(host) ?? 0;
			if (inUse < perHost) taken.set(host, inUse + 1);
			else await turnOf(host, signal);
			let held = true;
			return () => {
				if (held) giveBack(host);
				held = false;
			};
		},
	};

	function turnOf(host: string, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const line = waiting.get(host) ?? [];
			waiting.set(host, line);
			const mine = () => {
				signal.removeEventListener('abort', leave);
				resolve();
			};
			const leave = () => {
				line.splice(line.indexOf(mine), 1);
				reject(signal.reason);
			};
			line.push(mine);
			signal.addEventListener('abort', leave, { once: true });
		});
	}
}
