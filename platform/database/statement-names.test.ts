import { expect, it } from 'vitest';
import { createStatementNames } from './statement-names.ts';

it('names a statement by its text, in what PostgreSQL keeps of a name', () => {
	const nameOf = createStatementNames();
	const name = nameOf({ sql: 'SELECT 1' });
	expect(nameOf({ sql: 'SELECT 1' })).toBe(name);
	expect(createStatementNames()({ sql: 'SELECT 1' })).toBe(name);
	expect(nameOf({ sql: 'SELECT 2' })).not.toBe(name);
	expect(name.length).toBeGreaterThan(0);
	expect(name.length).toBeLessThan(64);
});

it('leaves nameless what comes after the first 500 texts, and goes on naming those', () => {
	const nameOf = createStatementNames();
	const first = nameOf({ sql: 'SELECT 0' });
	for (let count = 1; count < 500; count++) expect(nameOf({ sql: `SELECT ${count}` })).not.toBe('');
	expect(nameOf({ sql: 'SELECT 500' })).toBe('');
	expect(nameOf({ sql: 'SELECT 0' })).toBe(first);
});
