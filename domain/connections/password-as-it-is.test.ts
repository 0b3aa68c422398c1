import { expect, it } from 'vitest';
import { passwordAsItIs } from './password-as-it-is.ts';

it.each([
	['abcd efgh ijkl mnop', 'abcdefghijklmnop'],
	['abcd\u00a0efgh\u00a0ijkl\u00a0mnop', 'abcdefghijklmnop'],
	[' abcd efgh ijkl mnop \n', 'abcdefghijklmnop'],
	['abcdefghijklmnop', 'abcdefghijklmnop'],
	['abcd efgh ijkl mno', 'abcd efgh ijkl mno'],
	['Abcd efgh ijkl mnop', 'Abcd efgh ijkl mnop'],
	['abcd  efgh ijkl mnop', 'abcd  efgh ijkl mnop'],
	[' un mot de passe ', ' un mot de passe '],
	['abcd-efgh-ijkl-mnop', 'abcd-efgh-ijkl-mnop'],
])('%j is kept as %j', (typed, kept) => {
	expect(passwordAsItIs(typed)).toBe(kept);
});
