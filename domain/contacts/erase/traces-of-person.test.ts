import { expect, it } from 'vitest';
import { tracesOfPerson } from './traces-of-person.ts';

const traces = tracesOfPerson({
	firstName: 'Hélène',
	lastName: 'Le Guével',
	addresses: ['h.leguevel@brumevent.example', 'helene+pro@perso.example'],
})!;

it.each([
	'Vu avec Hélène Le Guével hier.',
	'HELENE LE GUEVEL',
	'Le Guével Hélène, directrice',
	'Mme Le Guevel rappelle',
	'Hélène\u00a0Le\u202fGuével',
	'<p>Hélène&nbsp;Le Guével</p>',
	'He\u0301le\u0300ne Le Gue\u0301vel'.normalize('NFD'),
	'He\u0301le\u0300ne Le-Guével',
])('finds and masks her name: %s', (text) => {
	expect(traces.hasName(text, false)).toBe(true);
	const masked = traces.mask(text, true);
	expect(masked).toContain('•••');
	expect(masked.normalize('NFD').replace(/\p{M}/gu, '')).not.toMatch(/guevel/i);
});

it.each(['Hélène Legrand', 'Le Guévelin passe', 'un guével', 'helene'])('leaves others alone: %s', (text) => {
	expect(traces.hasName(text, true)).toBe(false);
	expect(traces.mask(text, true)).toBe(text);
});

it('takes the family name alone only where it is asked to', () => {
	expect(traces.hasName('Le Guével a signé', false)).toBe(false);
	expect(traces.hasName('Le Guével a signé', true)).toBe(true);
});

it('knows her addresses for certain, whatever their letters, and no longer ones', () => {
	expect(traces.hasAddress('mailto:H.LeGuevel@Brumevent.example')).toBe(true);
	expect(traces.hasAddress('mailto:helene+pro@perso.example?subject=x')).toBe(true);
	expect(traces.hasAddress('xh.leguevel@brumevent.example')).toBe(false);
	expect(traces.hasAddress('hxleguevel@brumevent.example')).toBe(false);
	expect(traces.mask('à h.leguevel@brumevent.example', false)).toBe('à •••');
});

it('shows some words around the first mention', () => {
	const text = `${'mot '.repeat(100)}Hélène Le Guével ${'fin '.repeat(100)}`;
	expect(traces.excerpt(text)).toMatch(/^.{1,60}Hélène Le Guével/);
});

it('looks for nothing where only a first name is known', () => {
	expect(tracesOfPerson({ firstName: 'Hélène', lastName: null, addresses: [] })).toBeUndefined();
	const initials = tracesOfPerson({ firstName: 'A', lastName: 'Le', addresses: [] })!;
	expect(initials.hasName('Le mail est parti', true)).toBe(false);
	expect(initials.hasName('M. Le est parti', true)).toBe(true);
});

it('reads a long text of nothing but titles in no time', () => {
	const text = 'mme '.repeat(250_000);
	expect(traces.hasName(text, true)).toBe(false);
});
