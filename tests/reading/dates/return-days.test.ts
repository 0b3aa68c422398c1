import { describe, expect, it } from 'vitest';
import { returnDateIn } from '#mail/inbound/return-date.ts';
import { ENGLISH_FIRST } from './english-first.ts';
import { FRENCH_FIRST } from './french-first.ts';
import { RECEIVED } from './labelled-notice.ts';
import type { LabelledNotice } from './labelled-notice.ts';
import { OTHERS_FIRST } from './others-first.ts';
import { UNDATED_FIRST } from './undated-first.ts';

const FIRST = { French: FRENCH_FIRST, English: ENGLISH_FIRST, others: OTHERS_FIRST, undated: UNDATED_FIRST };

interface Score {
	readonly right: number;
	readonly all: number;
	readonly wrong: readonly string[];
	readonly tooEarly: readonly string[];
	readonly invented: readonly string[];
}

function scoreOf(notices: readonly LabelledNotice[]): Score {
	const read = notices.map(([received, text, label]) => {
		const [at, zone] = RECEIVED[received];
		const found = returnDateIn(text, new Date(at), zone)?.returnsOn ?? null;
		const right: readonly (string | null)[] = typeof label === 'string' ? [label] : (label ?? [null]);
		const says = `${received} ${JSON.stringify(text)}: ${found}, not ${right.join(' or ')}`;
		return { found, right, says, isRight: right.includes(found) };
	});
	const wrong = read.filter(({ isRight }) => !isRight);
	return {
		right: read.length - wrong.length,
		all: read.length,
		wrong: wrong.map(({ says }) => says),
		tooEarly: wrong
			.filter(({ found, right }) => found !== null && right[0] !== null && found < right[0]!)
			.map(({ says }) => says),
		invented: wrong.filter(({ right }) => right[0] === null).map(({ says }) => says),
	};
}

describe('the corpus of notices of absence', () => {
	it.each(Object.entries(FIRST))('%s', (name, notices) => {
		const score = scoreOf(notices);
		console.log(`${name}: ${score.right} of ${score.all} right\n${score.wrong.join('\n')}`);
		expect(score.tooEarly).toEqual([]);
		expect(score.invented).toEqual([]);
		expect(score.right / score.all).toBeGreaterThanOrEqual(0.95);
	});
});
