import { describe, expect, it } from 'vitest';
import type { VerdictPreview } from '#domain/inbound/preview-message-verdict.ts';
import type { Reader } from '#texts/format.ts';
import { consequenceWords, releasedRuns } from './consequence-words.ts';

const reader: Reader = { language: 'fr', timeZone: 'Europe/Paris', now: new Date('2026-11-30T11:00:00Z') };
const by = { reader, engagementId: 'own', returnOn: null, routineTitle: () => 'Industrie' };

const run = (id: string, state: string, cancelled = 0, reason = 'step-delay') => ({
	...{ id, state, reason, cancelled, until: null },
	sequence: { id: 's', title: 'First contact' },
	responsible: { id: 'u', name: 'Karim Tessoual' },
});
const preview = (told: Partial<VerdictPreview>): VerdictPreview => ({
	...{ reopened: [], released: [], undone: [], unlisted: 0, messageId: 'm', from: 'doubtful', to: 'reply' },
	...{ runs: [], effects: [], addressesMarked: 0, offersRemoval: false, proposedOn: null },
	...told,
});

describe('what a reading does', () => {
	it('is told in whole sentences, each ended once', () => {
		const { outcome, sentences } = consequenceWords(
			preview({
				runs: [run('own', 'succeeded', 1), run('other', 'succeeded', 3)],
				effects: [
					{
						kind: 'tag',
						routineId: 'r',
						from: null,
						to: { tag: 'prospect', isFormerCustomer: false, isManual: false },
					},
				],
			}),
			by,
		);
		expect(outcome).toBe('Succès.');
		expect(sentences.map((one) => one.replace(/\s/g, ' '))).toEqual([
			'4 envois ne partiront pas : 1 ici, 3 par Karim Tessoual.',
			'« Industrie » : aucun tag, puis Prospect.',
		]);
	});
});

describe('runs that go on', () => {
	const released = ['own', 'other'];
	const runs = [run('own', 'running'), run('other', 'blocked', 0, 'replied-elsewhere')];

	it('are those that nothing else holds', () => {
		expect(releasedRuns(preview({ from: 'objection', released, runs }))).toBe(1);
		const away = [run('own', 'waiting', 0, 'contact-away-undated'), run('other', 'failed', 2, 'ended-reply')];
		expect(releasedRuns(preview({ from: 'objection', released, runs: away }))).toBe(0);
	});

	it('are told by the outcome where the question was open', () => {
		expect(releasedRuns(preview({ released, runs }))).toBe(0);
	});
});
