import type { WorldDatabase } from './store/world-database.ts';

/** Domain time as the world knows it: this machine's clock and the offset that the product last told. */
export interface DomainClock {
	now(): Date;
	readonly offsetMs: number;
	/** Keeps the offset for the next start. It never goes back: a smaller one is left unheard. */
	setOffset(offsetMs: number): void;
}

export function createDomainClock({ sql }: WorldDatabase): DomainClock {
	const kept = sql.prepare(`SELECT value FROM setting WHERE name = 'offset'`).get();
	let offset = kept ? Number(kept.value) : 0;
	return {
		now: () => new Date(Date.now() + offset),
		get offsetMs() {
			return offset;
		},
		setOffset(offsetMs) {
			if (offsetMs <= offset) return;
			sql
				.prepare(
					`INSERT INTO setting VALUES ('offset', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
				)
				.run(String(offsetMs));
			offset = offsetMs;
		},
	};
}
