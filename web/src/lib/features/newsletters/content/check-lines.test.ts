import { expect, it } from 'vitest';
import { REMARKS, TOPICS, type Remark, type RemarkCode } from '#domain/newsletters/content/check/remark.ts';
import { checkLines } from './check-lines.ts';
import { remarkWords } from './remark-words.ts';

const facts = { addresses: 2, images: 1, htmlBytes: 31_400, leastContrast: 4.68 };
const remark = (code: RemarkCode, more: Partial<Remark> = {}): Remark => ({
	code,
	place: [0],
	what: 'x',
	...more,
});

it('has words for each remark', () => {
	for (const code of Object.keys(REMARKS) as RemarkCode[]) {
		const { title, help } = remarkWords(remark(code, { value: 12_345, answer: '404' }), 'fr');
		expect(title).toMatch(/\S/);
		expect(help).toMatch(/\S/);
	}
});

it('says what is to be fixed first, what is in order last', () => {
	const remarks = [remark('spam-word'), remark('dead-link', { answer: '404' }), remark('missing-fallback')];
	const lines = checkLines({ remarks, facts }, [], 'fr');
	expect(lines).toHaveLength(TOPICS.length);
	expect(lines.map(({ level }) => level).slice(0, 4)).toEqual(['fix', 'look', 'look', undefined]);
	expect(lines[0]?.topic).toBe('variables');
});

it('says nothing of a weight that is still computed', () => {
	const weight = (htmlBytes: number | undefined) =>
		checkLines({ remarks: [], facts: { ...facts, htmlBytes } }, [], 'fr').find(
			({ topic }) => topic === 'weight',
		);
	expect(weight(undefined)).toMatchObject({ isAwaited: true });
	expect(weight(31_400)).toMatchObject({ isAwaited: false });
});

it('never rounds a contrast up to what would do', () => {
	expect(remarkWords(remark('low-contrast', { what: 'text', value: 4.49 }), 'fr').help).toContain(
		'4,4 pour 1',
	);
});
