import { describe, expect, it } from 'vitest';
import { returnDateIn } from '#mail/inbound/return-date.ts';
import { CONNECTED_DAYS } from './connected-days.ts';
import { ENGLISH_FIRST } from './english-first.ts';
import { ENGLISH_HELD_OUT } from './english-held-out.ts';
import { FRENCH_FIRST } from './french-first.ts';
import { FRENCH_HELD_OUT } from './french-held-out.ts';
import { RECEIVED } from './labelled-notice.ts';
import type { LabelledNotice } from './labelled-notice.ts';
import { OF_A_STRANGER } from './of-a-stranger.ts';
import { OTHERS_FIRST } from './others-first.ts';
import { OTHERS_HELD_OUT } from './others-held-out.ts';
import { SECOND_HELD_OUT } from './second-held-out.ts';
import { UNDATED_FIRST } from './undated-first.ts';
import { UNDATED_HELD_OUT } from './undated-held-out.ts';

const CORPUS = {
	'French, first half': FRENCH_FIRST,
	'English, first half': ENGLISH_FIRST,
	'other languages, first half': OTHERS_FIRST,
	'undated, first half': UNDATED_FIRST,
	'French, held out': FRENCH_HELD_OUT,
	'English, held out': ENGLISH_HELD_OUT,
	'other languages, held out': OTHERS_HELD_OUT,
	'undated, held out': UNDATED_HELD_OUT,
	'all, held out again': SECOND_HELD_OUT,
	'several days in a sentence': CONNECTED_DAYS,
	'of a stranger': OF_A_STRANGER,
};

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
	it.each(Object.entries(CORPUS))('%s', (name, notices) => {
		const score = scoreOf(notices);
		console.log([`${name}: ${score.right} of ${score.all} right`, ...score.wrong].join('\n'));
		expect(score.tooEarly).toEqual([]);
		expect(score.invented).toEqual([]);
		expect(score.right / score.all).toBeGreaterThanOrEqual(0.95);
	});

	it('together', () => {
		const notices = Object.values(CORPUS).flat();
		const dated = notices.filter(([, , label]) => label !== null);
		const score = scoreOf(notices);
		console.log(
			`return days: ${score.right} of ${score.all} right (${dated.length} state one), ${score.tooEarly.length} too early, ${score.invented.length} where none is stated`,
		);
		expect(score.right / score.all).toBeGreaterThanOrEqual(0.98);
	});
});
