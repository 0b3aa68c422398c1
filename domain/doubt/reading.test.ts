import { describe, expect, it } from 'vitest';
import { answerSentence, readingName, readingWord, verdictCause } from '#texts/reading.ts';
import { doubtSentence } from '#texts/doubt-sentence.ts';
import { READINGS } from './reading.ts';

const readers = (['fr', 'en'] as const).map((language) => ({
	language,
	timeZone: 'Europe/Paris',
	now: new Date(),
}));

describe('readings', () => {
	it.each(READINGS)('%s has its words in both languages', (reading) => {
		for (const { language } of readers) {
			expect(readingWord(reading, language)).not.toBe('–');
			expect(readingName(reading, language)).not.toBe('–');
		}
	});

	it('are asked about in one sentence', () => {
		const doubt = {
			since: new Date(),
			contact: 'Bénédicte Fauvergne',
			readings: ['reply', 'absence', 'objection'],
		};
		const [french, english] = readers.map((reader) => doubtSentence(doubt, reader));
		expect(french).toContain('Bénédicte Fauvergne a écrit, réponse, absence ou opposition');
		expect(english).toContain('Bénédicte Fauvergne wrote, reply, absence or objection?');
	});
});

describe('evidence', () => {
	it.each<readonly [string, string, string, string]>([
		['who', 'contact', 'proven', 'known-address'],
		['who', 'contact', 'proven', 'same-name'],
		['who', 'colleague', 'proven', 'another-contact'],
		['who', 'colleague', 'likely', 'same-company'],
		['who', 'other', 'unknown', 'unknown-address'],
		['who', 'us', 'proven', 'own-side'],
		['who', 'machine', 'proven', 'auto-submitted'],
		['who', 'machine', 'likely', 'words'],
		['about', 'live', 'proven', 'references'],
		['about', 'live', 'likely', 'reported-address'],
		['about', 'nothing', 'unknown', 'nothing'],
		['says', 'nothing', 'proven', 'no-new-text'],
		...(['answer', 'objection', 'absence', 'dead-address', 'refused', 'complaint'] as const).map(
			(is) => ['means', is, 'likely', 'x'] as const,
		),
		...(['acknowledgement', 'passing', 'departure', 'notice', 'unreadable'] as const).map(
			(is) => ['means', is, 'proven', 'x'] as const,
		),
	])('%s %s, %s by %s, is a sentence', (question, is, strength, by) => {
		const names = { contact: 'Hélène', quote: 'STOP', status: '5.1.1' };
		for (const reader of readers)
			expect(answerSentence({ question, is, strength, by }, names, reader)).toMatch(/^\P{Ll}.*[.]$/u);
	});

	it('says what decided: the field, the words, a person', () => {
		const [french] = readers;
		expect(verdictCause('acknowledgement', { headers: ['auto-submitted'] }, french!)).toBe(
			'Lu comme message automatique\u00a0: en-tête Auto-Submitted.',
		);
		expect(verdictCause('objection', { quote: 'STOP' }, french!)).toContain('«\u00a0STOP\u00a0»');
		expect(verdictCause('reply', { rule: 'person', quote: 'STOP' }, french!)).toContain(
			'choix d’une personne',
		);
	});
});
