import { expect, test } from 'vitest';
import { explain, Sentence } from './first-stage/sentence.mjs';

test.each([
	Object.assign(new Error('write'), { code: 'ENOSPC' }),
	new Error('PostgreSQL could not create its data folder: could not write: No space left on device'),
	// What initdb says on a full tmpfs, in several lines.
	new Error('FATAL:  could not extend file "base/1/2691": wrote only 4096\nHINT:  Check free disk space.'),
])('a full disk is said in one sentence', (error) => {
	expect(explain(error)).toBe('The disk is full: free some space and start again; nothing was damaged.');
});

test('a folder of somebody else is named; a sentence of ours is shown as it is', () => {
	expect(explain(Object.assign(new Error('open /a/b'), { code: 'EACCES' }))).toMatch(
		/open \/a\/b.*as the owner/,
	);
	expect(explain(new Sentence('Port 3000 is taken.'))).toBe('Port 3000 is taken.');
});
