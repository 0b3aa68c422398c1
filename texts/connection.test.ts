/** The lines of a connection test name what was asked, and count how it ended. */
import { expect, it } from 'vitest';
import { bareFault, checkFault, lineFault, outcomeOfTest } from './connection.ts';

const reader = { language: 'fr', timeZone: 'Europe/Paris', now: new Date(0) } as const;

it('a protocol that is switched off is named alone by the line that asked for it, both by whoever does not know (R-08)', () => {
	const code = 'protocol-disabled';
	expect(lineFault({ check: 'login-smtp', code, details: {} }, reader)).toMatch(
		/^Le protocole SMTP n’est pas actif/,
	);
	expect(lineFault({ check: 'login-imap', code, details: {} }, reader)).toMatch(
		/^Le protocole IMAP n’est pas actif/,
	);
	expect(lineFault({ check: 'inbox', code, details: {} }, reader)).toBe(checkFault(code, {}, reader));
	expect(lineFault({ check: 'login-smtp', code: 'password-refused', details: {} }, reader)).toBe(
		checkFault('password-refused', {}, reader),
	);
});

it('a fault of which nothing else is known is told without what it would name, or not at all', () => {
	expect(bareFault('password-refused', reader)).toBe(checkFault('password-refused', {}, reader));
	expect(bareFault('mail-refused', reader)).toBeUndefined();
});

it('a test that is over says how many lines passed, failed and were not tried', () => {
	const lines = (states: Record<string, number>) =>
		Object.entries(states).flatMap(([state, n]) => Array.from({ length: n }, () => ({ state })));
	expect(outcomeOfTest(lines({ ok: 12, failed: 1, skipped: 1 }), 'fr')).toBe(
		'12 réussies, 1 refusée, 1 non essayée, sur 14',
	);
	expect(outcomeOfTest(lines({ ok: 14 }), 'en')).toBe('14 passed, of 14');
});
