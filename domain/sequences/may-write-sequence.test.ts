import { expect, it } from 'vitest';
import { mayWriteSequence } from './may-write-sequence.ts';

const me = 'me';

it.each([
	// licence, owner, only responsables, may
	['responsable', null, false, true],
	['responsable', 'another', false, true],
	['responsable', 'another', true, true],
	['utilisateur', null, false, true],
	['utilisateur', me, false, true],
	['utilisateur', 'another', false, false],
	['utilisateur', null, true, false],
	['utilisateur', me, true, false],
] as const)('a %s, sequence of %s, only responsables %s: %s', (licence, ownerId, onlyResponsables, may) => {
	expect(mayWriteSequence({ licence, userId: me, ownerId, onlyResponsables })).toBe(may);
});
