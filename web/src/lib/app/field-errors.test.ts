import { expect, it } from 'vitest';
import { leftFieldError } from './field-errors.ts';

it.each([
	['siren', ''],
	['siren', ' 000 100 198 '],
	['address', 'contact@brumevent.example, accueil@brumevent.example'],
	['domain', 'brumevent.example; brumevent-levage.example'],
] as const)('a field for a %s may be left with « %s »', (kind, text) => {
	expect(leftFieldError(kind, text)).toBeNull();
});

it.each([
	['siren', '000 100 199'],
	['siren', 'brumevent'],
	['address', 'contact@brumevent.example, accueil'],
	['domain', 'brumevent'],
	['domain', 'contact@brumevent.example'],
] as const)('a field for a %s says what is wrong with « %s »', (kind, text) => {
	expect(leftFieldError(kind, text)).toEqual(expect.any(String));
});
