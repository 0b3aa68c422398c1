import { expect, it } from 'vitest';
import { m } from '#texts/generated/messages.js';
import { newDraft } from './draft.ts';
import { remarkLines, standApart } from './remark-lines.ts';
import type { ShownRemark } from './text-remarks.ts';

const step = { ...newDraft('Europe/Paris', 'fr').steps[0]!, subject: 'Bonjour', bodyHtml: '<p>Bonjour</p>' };
const nothing = { remarks: [], handle: undefined };
const unknown = (at: number, top: number): ShownRemark => ({
	code: 'unknown-variable',
	what: 'prenom',
	at,
	top,
	isAdvice: false,
});

it('says that a telephone cuts a subject, as it is filled in, and where', () => {
	const filled = 'La planification d’atelier chez Groupe Tramoigne';
	const [line, ...others] = remarkLines(step, filled, nothing, nothing, [], 'fr');
	expect(others).toEqual([]);
	expect(line?.text).toBe(m.remark_long_subject_help({ start: 'chez Groupe' }));
	expect(remarkLines(step, filled.slice(0, 42), nothing, nothing, [], 'fr')).toEqual([]);
});

it('asks for a subject and a text, where spaces alone are neither', () => {
	const empty = { ...step, subject: '  ', bodyHtml: '<p> </p>' };
	expect(remarkLines(empty, '', nothing, nothing, [], 'fr').map(({ title }) => title)).toEqual([
		m.remark_no_subject(),
		m.remark_empty(),
	]);
});

it('keeps remarks beside their place and off one another', () => {
	const remarks = [unknown(1, 0), unknown(2, 4), unknown(3, 900)];
	const [first, second, third] = standApart(
		remarkLines(step, '', nothing, { remarks, handle: undefined }, [], 'fr'),
	);
	expect(first?.top).toBe(0);
	expect(second!.top).toBeGreaterThan(16);
	expect(third?.top).toBe(900);
});

it('offers the usual fallback, which goes to the variable it is about', () => {
	const set: unknown[] = [];
	const handle = { setFallback: (...args: unknown[]) => set.push(args) } as never;
	const missing: ShownRemark = { ...unknown(7, 0), code: 'missing-fallback', what: 'societe' };
	const [line] = remarkLines(step, '', nothing, { remarks: [missing], handle }, [], 'fr');
	line?.fix?.run();
	expect(set).toEqual([[7, 'vous']]);
});
