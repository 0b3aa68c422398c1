import type { WorldDatabase } from '../store/world-database.ts';
import { canBeMended, zoneOfWorld } from './zone-of-world.ts';
import type { Zone } from './zone.ts';

/** What the world's names say at this moment: visitors publish what a domain lacked, and take it back. */
export interface PublishedNames {
	zone(): Zone;
	/** @returns false for a domain that is not one of the demonstration's. */
	setMended(domain: string, isMended: boolean): boolean;
}

/** What was published stays so over a restart. */
export function openPublishedNames({ sql }: Pick<WorldDatabase, 'sql'>): PublishedNames {
	const nameOf = (domain: string) => `mended-names/${domain}`;
	const mended = () =>
		sql
			.prepare(`SELECT name FROM setting WHERE name LIKE 'mended-names/%'`)
			.all()
			.map(({ name }) => String(name).slice(nameOf('').length));
	let zone = zoneOfWorld(mended());
	return {
		zone: () => zone,
		setMended(domain, isMended) {
			if (!canBeMended(domain)) return false;
			if (isMended)
				sql.prepare(`INSERT INTO setting VALUES (?, 'published') ON CONFLICT DO NOTHING`).run(nameOf(domain));
			else sql.prepare('DELETE FROM setting WHERE name = ?').run(nameOf(domain));
			zone = zoneOfWorld(mended());
			return true;
		},
	};
}
