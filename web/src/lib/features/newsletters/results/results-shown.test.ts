import { describe, expect, it } from 'vitest';
import type { TimeSlice } from '#domain/newsletters/issues/results/time-lanes.ts';
import { peopleAddress } from '../issue-addresses.ts';
import { laneBars } from './lane-bars.ts';
import { pictureMarks } from './picture-marks.ts';
import { shareOf } from './share.ts';

describe('a share', () => {
	it('is written as the language writes it, and not of fewer than twenty people', () => {
		expect(shareOf(612, 12_241, 'fr')).toBe('5,0\u00a0%');
		expect(shareOf(3, 12_241, 'en')).toBe('0.02%');
		expect(shareOf(0, 20, 'en')).toBe('0.0%');
		expect(shareOf(10, 19, 'fr')).toBeUndefined();
	});
});

describe('the bars of a lane', () => {
	const slices = [0, 200, 190, 1, 0, 40].map((clicks, index): TimeSlice => ({
		...{ from: new Date(index), clicks, replies: 0, unsubscriptions: 0, machines: 9_000 },
	}));

	it('are on the scale of their own lane, and none is too low to be seen', () => {
		const bars = laneBars(slices, 'clicks');
		expect(bars.map(({ value, height }) => [value, height])).toEqual([
			...[[200, 1]],
			...[[190, 0.95]],
			...[[1, 0.05]],
			...[[40, 0.2]],
		]);
		expect(bars.map(({ left, width }) => left + width).every((right) => right <= 1)).toBe(true);
	});

	it('write no number over another one', () => {
		const many = Array.from({ length: 100 }, (_, index) => ({ ...slices[1]!, from: new Date(index) }));
		const written = laneBars(many, 'clicks').filter(({ isWritten }) => isWritten);
		expect(written.length).toBeGreaterThan(1);
		for (const [index, bar] of written.slice(1).entries())
			expect(bar.left - written[index]!.left).toBeGreaterThan(0.049);
	});
});

it('the marks of a picture are made of numbers alone', () => {
	const clicks = { person: 1_234, probable: 0, unknown: 0, machine: 9 };
	const url = 'https://atelier.example/"}</style><script>';
	const style = pictureMarks([{ number: 2, url, isTracked: true, clicks }], 'en');
	expect(style).toContain('a[href="#link-2"]::after{content:"2 · 1,234"}');
	expect(style).not.toContain('script');
});

it('people are found by an address that says no more than it must', () => {
	const issue = { newsletterId: 'n', issueId: 'i' };
	expect(peopleAddress(issue, 'clicks', { verdict: 'person', link: 2 })).toBe(
		'/newsletters/n/issues/i/results/clicks?link=2',
	);
	expect(peopleAddress(issue, 'opens', { verdict: 'machine' })).toBe(
		'/newsletters/n/issues/i/results/opens?verdict=machine',
	);
});
