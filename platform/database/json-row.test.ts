import { expect, it } from 'vitest';
import { readJsonRow } from './json-row.ts';

interface Row {
	readonly endedAt: Date | null;
	readonly subject: string;
	readonly days: readonly number[];
	readonly halt: { readonly since: Date; readonly by: string | null } | null;
	readonly doubt: { readonly since: Date } | null;
}

it('makes instants of what is named one, at any depth, and of nothing else', () => {
	const written = {
		endedAt: '2026-11-29T23:59:59.999999+00:00',
		subject: '2026-11-29T23:00:00+00:00',
		days: [1, 2],
		halt: { since: '2026-03-29T00:30:00+00:00', by: null },
		doubt: null,
	};
	expect(readJsonRow<Row>(written, { endedAt: true, since: true })).toEqual({
		endedAt: new Date('2026-11-29T23:59:59.999Z'),
		subject: '2026-11-29T23:00:00+00:00',
		days: [1, 2],
		halt: { since: new Date('2026-03-29T00:30:00Z'), by: null },
		doubt: null,
	});
});
